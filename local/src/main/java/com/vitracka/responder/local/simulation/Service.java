package com.vitracka.responder.local.simulation;

/** What the functions call; each can fail for a while, and a single call can fail at any time. */
enum Service {
  TABLE,
  CONTROL_PLANE,
  DATA_PLANE,
  LOGS,
  METRICS,
  ALARMS,
  STEP_FUNCTIONS,
  LAMBDA,
  BUCKET,
  MAIL,
  SMS,
  PARAMETERS,
  TOPIC,
  STANDBY_REGION
}
