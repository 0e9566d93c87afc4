"""Coach Companion: answers questions about habits and goals, with the help of a foundation model."""

import os

import boto3
from bedrock_agentcore import BedrockAgentCoreApp
from botocore.config import Config

MODEL_ID = os.environ.get("MODEL_ID", "eu.anthropic.claude-haiku-4-5-20251001-v1:0")
INSTRUCTIONS = "You are a friendly coach. Answer in two sentences, with one thing to do today."

app = BedrockAgentCoreApp()
bedrock = boto3.client(
    "bedrock-runtime",
    config=Config(connect_timeout=3, read_timeout=30, retries={"mode": "standard", "max_attempts": 2}),
)


@app.entrypoint
def invoke(payload, context):
    prompt = payload.get("prompt", "").strip()
    if not prompt:
        return {"error": "The payload must have a prompt."}
    app.logger.info("a prompt of %d characters in session %s", len(prompt), context.session_id)
    answer = bedrock.converse(
        modelId=MODEL_ID,
        system=[{"text": INSTRUCTIONS}],
        messages=[{"role": "user", "content": [{"text": prompt}]}],
    )
    return {"result": answer["output"]["message"]["content"][0]["text"]}


if __name__ == "__main__":
    app.run()
