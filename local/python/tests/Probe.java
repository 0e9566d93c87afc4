import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells about the process that it runs in, publishes, writes, sleeps, fails or dies, as the event asks. */
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
    try {
      if (event.containsKey("sleep")) {
        Thread.sleep(((Number) event.get("sleep")).longValue());
      }
      if (event.containsKey("publish")) {
        answer.put("published", publish((String) event.get("publish")));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    answer.put("environment", System.getenv());
    answer.put("java", System.getProperty("java.version"));
    answer.put("flags", ManagementFactory.getRuntimeMXBean().getInputArguments());
    answer.put("pid", ProcessHandle.current().pid());
    answer.put("echo", event);
    return answer;
  }

  /** To a topic, signed by the function's own credentials; the status of the answer. */
  private static int publish(String topic) throws Exception {
    String body = "Action=Publish&Message=m&TopicArn=" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
    URI endpoint = URI.create(System.getenv("AWS_ENDPOINT_URL"));
    String region = System.getenv("AWS_REGION");
    String token = System.getenv("AWS_SESSION_TOKEN");
    String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(Instant.now());
    String scope = time.substring(0, 8) + "/" + region + "/sns/aws4_request";
    String names = "host;x-amz-date;x-amz-security-token";
    String canonical =
        "POST\n/\n\nhost:%s\nx-amz-date:%s\nx-amz-security-token:%s\n\n%s\n%s"
            .formatted(endpoint.getAuthority(), time, token, names, sha256(body));
    String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
    byte[] key = ("AWS4" + System.getenv("AWS_SECRET_ACCESS_KEY")).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Amz-Date", time)
            .header("X-Amz-Security-Token", token)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                    .formatted(
                        System.getenv("AWS_ACCESS_KEY_ID"), scope, names, HexFormat.of().formatHex(hmac(key, text))))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
