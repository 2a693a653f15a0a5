#!/bin/sh
# Ends at once and leaves a child behind that holds none of its streams.
sleep 300 </dev/null >/dev/null 2>&1 &
echo "child $!"
