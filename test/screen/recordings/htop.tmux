
  [36m  0[1m[39m[[0m[32m[49m|[31m|[39m                                    [1m[90m2.5%[39m][0m[39m[49m [36mTasks: [1m1[0m[36m[49m, [1m[32m0[0m[36m[49m thr[1m[90m, 0 kthr[0m[36m[49m; [1m[32m2[0m[36m[49m running
[39m  [36m  1[1m[39m[[0m[32m[49m||||||||||||||||||||||||||||||||||||100.0%[1m[39m][0m[39m[49m [36mLoad average: [1m[39m2.04 [36m1.65 [0m[36m[49m1.17 
[39m  [36mMem[1m[39m[[0m[32m[49m|[1m[34m|[0m[35m[49m|[33m|[39m                            [1m[90m512M/23.5G[39m][0m[39m[49m [36mUptime: [1m00:48:47
[0m[39m[49m  [36mSwp[1m[39m[[0m[39m[49m                                     [1m[90m0K/0K[39m]

[0m[39m[49m  [32m[42m[[30mSetup[32m][39m[49m     
[30m[42mCategories      [39m[49m [30m[42mDisplay options[39m                                          
[30m[47mDisplay options [39m[49m [30m[46mFor current screen tab: Main[39m                               
[49mHeader layout    [36m[[1m[39mx[0m[36m[49m]    [39mTree view
Meters           [36m[[1m[39m [0m[36m[49m]    [39m- Tree view is always sorted by PID (htop 2 behavior)
Screens          [36m[[1m[39m [0m[36m[49m]    [39m- Tree view is collapsed by default
Colors           [1m[36mGlobal options:
[0m[39m[49m                 [36m[[1m[39mx[0m[36m[49m]    [39mShow tabs for screens
                 [36m[[1m[39m [0m[36m[49m]    [39mShadow other users' processes
                 [36m[[1m[39mx[0m[36m[49m]    [39mHide kernel threads
                 [36m[[1m[39m [0m[36m[49m]    [39mHide userland process threads
                 [36m[[1m[39m [0m[36m[49m]    [39mHide processes running in containers
                 [36m[[1m[39mx[0m[36m[49m]    [39mDisplay threads in a different color
                 [36m[[1m[39m [0m[36m[49m]    [39mShow custom thread names
                 [36m[[1m[39mx[0m[36m[49m]    [39mShow program path
                 [36m[[1m[39m [0m[36m[49m]    [39mHighlight program "basename"
                 [36m[[1m[39mx[0m[36m[49m]    [39mHighlight out-dated/removed programs (red) / libraries (yellow)
                 [36m[[1m[39m [0m[36m[49m]    [39mShadow distribution path prefixes
                 [36m[[1m[39m [0m[36m[49m]    [39mMerge exe, comm and cmdline in Command
                 [36m[[1m[39mx[0m[36m[49m]    [39m- Try to find comm in cmdline (when Command is merged)
                 [36m[[1m[39mx[0m[36m[49m]    [39m- Try to strip exe from cmdline (when Command is merged)
                 [36m[[1m[39mx[0m[36m[49m]    [39mHighlight large numbers in memory counters
                 [36m[[1m[39mx[0m[36m[49m]    [39mLeave a margin around header
F1[30m[46m      [39m[49mF2[30m[46m      [39m[49mF3[30m[46m      [39m[49mF4[30m[46m      [39m[49mF5[30m[46m      [39m[49mF6[30m[46m      [39m[49mF7[30m[46m      [39m[49mF8[30m[46m      [39m[49mF9[30m[46m      [39m[49mF10[30m[46mDone  
