#!/bin/sh
# Writes as fast as anybody reads.
exec yes 'all work and no play makes a dull program, and a long log'
