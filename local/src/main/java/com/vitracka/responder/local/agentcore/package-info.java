/**
 * A simulated Amazon Bedrock AgentCore Runtime: the control plane's states and failures, and a data
 * plane that runs each session as a real process of the released code.
 */
@NullMarked
package com.vitracka.responder.local.agentcore;

import org.jspecify.annotations.NullMarked;
