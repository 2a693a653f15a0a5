#!/bin/sh
# Writes 3,000 bytes and is gone.
printf '%03000d' 7
