# Six processes that ignore TERM and HUP: in the same group, in a group of their own, in a session of their own, detached twice.
use POSIX;
$| = 1;
$SIG{TERM} = $SIG{HUP} = 'IGNORE';
sub stay { print "$_[0] $$\n"; sleep 300; exit }
sub child { my ($name, $before) = @_; return if fork; $before->(); stay($name) }
child('same-group', sub { });
child('grandchild', sub { exit 0 if fork });
child('own-group', sub { setpgrp });
child('session', sub { POSIX::setsid() });
child('twice', sub { POSIX::setsid(); exit 0 if fork });
stay('root');
