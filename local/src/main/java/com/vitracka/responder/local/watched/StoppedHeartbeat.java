package com.vitracka.responder.local.watched;

import com.vitracka.responder.local.Inbox;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;

/** Somebody disables a schedule, so that its heartbeat stops. The standby region tells it. */
final class StoppedHeartbeat implements Breakage {
  private static final String SCHEDULE = "responder-canary";

  private final Account account;

  StoppedHeartbeat(Account account) {
    this.account = account;
  }

  @Override
  public String what() {
    return "the heartbeat stops";
  }

  @Override
  public String page() {
    return "agentcore-responder-heartbeat-canary.md";
  }

  @Override
  public void breakIt() {
    set(ScheduleState.DISABLED);
  }

  private void set(ScheduleState state) {
    GetScheduleResponse schedule =
        account.scheduler().getSchedule(request -> request.name(SCHEDULE));
    account
        .scheduler()
        .updateSchedule(
            request ->
                request
                    .name(SCHEDULE)
                    .scheduleExpression(schedule.scheduleExpression())
                    .flexibleTimeWindow(schedule.flexibleTimeWindow())
                    .target(schedule.target())
                    .state(state));
  }

  @Override
  public boolean isTold(Inbox.Item item) {
    return Alarms.isOf(item, "responder-watch", "heartbeat-canary")
        && item instanceof Inbox.TopicMessage message
        && message.topic().contains(":" + account.plan().standbyRegion() + ":");
  }

  @Override
  public void mend() {
    set(ScheduleState.ENABLED);
  }
}
