"""Runs a program in a pseudo-terminal. argv[1] is JSON: command, folder, environment, columns, and steps of [text to wait for, keys].

Prints JSON: what the terminal got, and how the program ended.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

order = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(order["folder"])
    os.execve(order["command"][0], order["command"], order["environment"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, order["columns"], 0, 0))

shown = ""
seen = 0
steps = list(order["steps"])
deadline = time.time() + 40
while time.time() < deadline:
    if select.select([terminal], [], [], 0.1)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            break
        if not more:
            break
        shown += more.decode("utf-8", "replace")
    if steps and steps[0][0] in shown[seen:]:
        # Whoever asks listens a moment after the question stands there.
        time.sleep(0.3)
        seen = len(shown)
        os.write(terminal, steps.pop(0)[1].encode())
else:
    os.kill(pid, 9)
_, status = os.waitpid(pid, 0)
print(json.dumps({"shown": shown, "code": os.waitstatus_to_exitcode(status), "left": steps}))
