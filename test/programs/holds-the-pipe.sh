#!/bin/sh
# Ends at once; its child keeps the output open, and writes again when the file it is given is there.
echo before
(
  until [ -e "$1" ]; do sleep 0.05; done
  echo late
  rm "$1"
  exec sleep 300
) &
exit 3
