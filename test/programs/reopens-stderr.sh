#!/bin/sh
# Opens its streams by their names, as entry points of containers do.
echo out >/dev/stdout
echo err >/dev/stderr
echo teed | tee /dev/stderr >/dev/null
