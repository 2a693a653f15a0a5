# Each child starts the next and ends, so that the living are never those that were seen. It gives up by itself.
my $end = time + 20;
print "ready\n";
$| = 1;
while (time < $end) { my $child = fork; next unless defined $child; exit 0 if $child; select undef, undef, undef, 0.001 }
