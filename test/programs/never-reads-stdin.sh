#!/bin/sh
# Takes every key raw, when it has a terminal, and reads none.
[ -t 0 ] && stty raw -echo
echo ready
exec sleep 300
