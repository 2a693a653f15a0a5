#!/bin/sh
# When asked to end it goes on, and so do its children.
trap '' TERM
echo ready
while :; do sleep 1; done
