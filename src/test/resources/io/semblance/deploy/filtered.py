"""Runs a command with the system calls and socket families that a systemd unit allows, and no others.

filtered.py CALLS FAMILIES COMMAND...: names and numbers are separated by commas.
"""
import errno
import os
import sys

from seccomp import ALLOW, EQ, ERRNO, Arg, SyscallFilter

calls, families, command = sys.argv[1].split(","), sys.argv[2].split(","), sys.argv[3:]
allowed = SyscallFilter(defaction=ERRNO(errno.EPERM))
for call in calls:
    if call == "socket":
        for family in families:
            allowed.add_rule(ALLOW, call, Arg(0, EQ, int(family)))
        continue
    try:
        allowed.add_rule(ALLOW, call)
    except (RuntimeError, ValueError):
        # This machine's processor or library does not have it.
        pass
allowed.load()
os.execvp(command[0], command)
