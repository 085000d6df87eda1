# SPDX-License-Identifier: GPL-3.0-or-later
# No test sleeps: it waits for what it wants to see. Benchmarks are no tests, and may be as slow as a user.
#     cmake -DROOT=<folder with tests> -P CheckSleeps.cmake
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/tests/*.h ${ROOT}/tests/*.cpp)
list(FILTER sources EXCLUDE REGEX "^tests/benchmarks/")
list(LENGTH sources numSources)
if(numSources EQUAL 0)
    message(FATAL_ERROR "There is no test below ${ROOT}/tests.")
endif()

# What lets time pass, as C++ and as a command of a shell that a test starts.
string(CONCAT sleeps "(^|[^A-Za-z_])(qWait[ ]*[(]|qSleep|sleep_for|sleep_until|sleep[ ]*[(]|msleep|usleep|nanosleep"
    "|poll[ ]*[(]|singleShot|processEvents[ ]*[(][^)]|thrd_sleep)|[\"; ]sleep [0-9]")
set(numSleeps 0)
foreach(source IN LISTS sources)
    file(STRINGS ${ROOT}/${source} lines REGEX "${sleeps}")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "//.*" "" code "${line}")
        if(code MATCHES "${sleeps}")
            message(SEND_ERROR "${source}: ${line}\nA test waits for a condition (QTRY_VERIFY, QTest::qWaitFor, a latch), never for time to pass.")
            math(EXPR numSleeps "${numSleeps} + 1")
        endif()
    endforeach()
endforeach()
message(STATUS "${numSources} files, ${numSleeps} sleeps")
