package com.vitracka.responder.local.simulation;

/**
 * A call of a function to the outside: a function can die before and after each, and each can fail
 * in every way.
 */
enum Point {
  OPEN_INCIDENT(Service.TABLE),
  READ_SUBJECT(Service.TABLE),
  READ_INCIDENT(Service.TABLE),
  SAVE_INCIDENT(Service.TABLE),
  NOTE_STARTED(Service.TABLE),
  LIST_UNRESOLVED(Service.TABLE),
  LIST_RESOLVED(Service.TABLE),
  LIST_OF_SUBJECT(Service.TABLE),
  CLAIM_MESSAGE(Service.TABLE),
  RECORD_MESSAGE(Service.TABLE),
  LIST_MESSAGES(Service.TABLE),
  QUARANTINE(Service.TABLE),
  RECORD_SIGNAL(Service.TABLE),
  NOTE_DEPLOYMENT(Service.TABLE),
  NOTE_RIGHT_ANSWER(Service.TABLE),
  NOTE_WRONG_ANSWER(Service.TABLE),
  LIST_VERSION_NOTES(Service.TABLE),
  READ_CANARY_MEMORY(Service.TABLE),
  WRITE_CANARY_MEMORY(Service.TABLE),
  READ_CONTROLS(Service.TABLE),
  TAKE_BUDGET(Service.TABLE),
  NOTE_FAILING_AGENT(Service.TABLE),
  PROBE_RUNTIME(Service.CONTROL_PLANE),
  PROBE_ENDPOINT(Service.CONTROL_PLANE),
  PROBE_VERSIONS(Service.CONTROL_PLANE),
  INVOKE_AGENT(Service.DATA_PLANE),
  READ_LOG(Service.LOGS),
  READ_METRICS(Service.METRICS),
  COUNT_CANARY(Service.METRICS),
  READ_RUNTIME(Service.CONTROL_PLANE),
  READ_ENDPOINT(Service.CONTROL_PLANE),
  COMPARE_CODE(Service.CONTROL_PLANE),
  PREPARE_CHANGE(Service.CONTROL_PLANE),
  CHANGE_AGENT(Service.CONTROL_PLANE),
  STORE_BACKUP(Service.BUCKET),
  LIST_FIRING_ALARMS(Service.ALARMS),
  START_EXECUTION(Service.STEP_FUNCTIONS),
  READ_EXECUTION(Service.STEP_FUNCTIONS),
  ASK_CANARY(Service.LAMBDA),
  TELL_INTAKE(Service.LAMBDA),
  SEND_MAIL(Service.MAIL),
  SEND_SMS(Service.SMS),
  READ_PHONE(Service.PARAMETERS),
  PUBLISH(Service.TOPIC),
  FILE_REPORT(Service.BUCKET),
  LIST_REPORTS(Service.BUCKET),
  BEAT(Service.STANDBY_REGION);

  private final Service service;

  Point(Service service) {
    this.service = service;
  }

  Service service() {
    return service;
  }
}
