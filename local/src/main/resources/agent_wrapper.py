"""Runs one agent: `agent_wrapper.py FOLDER ENTRYPOINT PORT`.

The folder is the unpacked release. It comes last on the path, because the binary packages in it are built for another
processor than this machine's. The server listens where it is told to, whatever the agent asks for, and the process ends
when the one that started it is gone.
"""

import os
import runpy
import sys
import threading


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(1)


def main():
    folder, entry_point, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
    threading.Thread(target=end_with_parent, daemon=True).start()

    sys.path.pop(0)
    sys.path.append(folder)
    sys.argv = [entry_point]

    import uvicorn

    serve = uvicorn.run
    uvicorn.run = lambda app, **options: serve(app, **{**options, "host": "127.0.0.1", "port": port})
    runpy.run_path(os.path.join(folder, entry_point), run_name="__main__")


main()
