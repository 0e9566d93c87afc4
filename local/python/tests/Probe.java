import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** Tells about the process that it runs in, writes, fails or dies, as the event asks. */
public final class Probe implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    if (event.containsKey("fail")) {
      throw new IllegalStateException("told to fail");
    }
    if (event.containsKey("die")) {
      Runtime.getRuntime().halt(3);
    }
    if (event.containsKey("print")) {
      System.out.println(event.get("print"));
    }
    if (event.containsKey("log")) {
      context.getLogger().log((String) event.get("log"));
    }
    Map<String, Object> answer = new TreeMap<>();
    answer.put("environment", System.getenv());
    answer.put("java", System.getProperty("java.version"));
    answer.put("flags", ManagementFactory.getRuntimeMXBean().getInputArguments());
    answer.put("pid", ProcessHandle.current().pid());
    answer.put("echo", event);
    return answer;
  }
}
