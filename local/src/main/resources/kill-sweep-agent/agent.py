"""The agent of the kill sweep: answers at once, and is started at once."""

import uvicorn


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body = b'{"status": "Healthy"}' if scope["path"] == "/ping" else b'{"result": "All is well."}'
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})


uvicorn.run(app, log_level="warning")
