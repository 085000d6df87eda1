# SPDX-License-Identifier: GPL-3.0-or-later
# The layering rules as a test: who may include whom.
#     cmake -DROOT=<folder with app, core, ui> -P CheckLayering.cmake
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/app/*.h ${ROOT}/app/*.cpp ${ROOT}/core/*.h ${ROOT}/core/*.cpp
    ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp)
set(numViolations 0)

# check(WHERE EXCEPT INCLUDE ALLOWED REASON): files whose path matches WHERE and not EXCEPT include, of what matches
# INCLUDE, nothing but what the list ALLOWED names: headers, or folders with a / at their end.
function(check where except include allowed reason)
    list(TRANSFORM allowed PREPEND "/" OUTPUT_VARIABLE folders)
    foreach(source IN LISTS sources)
        if(source MATCHES "${where}" AND NOT source MATCHES "${except}")
            file(STRINGS ${ROOT}/${source} lines REGEX "^[ \t]*#[ \t]*include[ \t]*(${include})")
            foreach(line IN LISTS lines)
                string(REGEX REPLACE "^[^\"<]*[\"<]([^\">]*)[\">].*" "\\1" header "${line}")
                string(REGEX REPLACE "[^/]+$" "" folder "/${header}") # with a / in front: never empty
                if(NOT header IN_LIST allowed AND NOT folder IN_LIST folders)
                    message(SEND_ERROR "${source}: ${line}\n${reason}")
                    math(EXPR numViolations "${numViolations} + 1")
                endif()
            endforeach()
        endif()
    endforeach()
    set(numViolations ${numViolations} PARENT_SCOPE)
endfunction()

# forbid(WHERE EXCEPT INCLUDE REASON): nothing that matches INCLUDE.
macro(forbid where except include reason)
    check("${where}" "${except}" "${include}" "" "${reason}")
endmacro()

# permit(WHERE EXCEPT INCLUDE REASON ALLOWED...): of what matches INCLUDE, what is named and no other.
macro(permit where except include reason)
    check("${where}" "${except}" "${include}" "${ARGN}" "${reason}")
endmacro()

set(none "^$")

# assign(FOLDER NAMES): every file below FOLDER lies in one of the folders NAMES (a regular expression), where rules are.
function(assign folder names)
    foreach(source IN LISTS sources)
        if(source MATCHES "^${folder}/" AND NOT source MATCHES "^${folder}/(${names})/[^/]+$")
            message(SEND_ERROR "${source}\nThe folders of ${folder} are ${names}.")
            math(EXPR numViolations "${numViolations} + 1")
        endif()
    endforeach()
    set(numViolations ${numViolations} PARENT_SCOPE)
endfunction()

# The rules below go by a header's path from the root.
forbid("." "${none}" "<(app|core|ui)/|\"[.]" "Our own headers are named in quotes, by their path from the root.")

forbid("." "^core/engine/" "<(torch|ATen|c10)/" "Only core/engine sees libtorch.")
forbid("." "^core/engine/" "\"core/engine/(Block|ModelEnds)" "Only core/engine knows the model's parts.")
forbid("^core/" "${none}" "[<\"](Q|qcustomplot)" "core has no Qt.")
forbid("^core/" "${none}" "\"(app|ui)/" "core knows neither ui nor app.")
permit("^core/support/" "${none}" "\"core/" "core/support stands below the rest of core." core/support/)
permit("^core/text/" "${none}" "\"core/" "core/text knows only itself and core/support." core/text/ core/support/)
permit("^core/checkpoint/" "${none}" "\"core/" "core/checkpoint knows only itself and core/support."
    core/checkpoint/ core/support/)
permit("^core/engine/" "${none}" "\"core/" "core/engine does not know who looks at activations."
    core/engine/ core/checkpoint/ core/text/ core/support/)
permit("^core/statistics/" "${none}" "\"core/" "core/statistics knows core/text, HookPoint.h and ActivationView.h."
    core/statistics/ core/text/ core/support/ core/engine/ActivationView.h core/engine/HookPoint.h)
permit("^core/analysis/" "${none}" "\"core/"
    "core/analysis is what is known of a run: not what is said or kept of it, nor what makes it."
    core/analysis/ core/statistics/ core/checkpoint/ core/text/ core/support/
    core/engine/Device.h core/engine/FloatFunctions.h core/engine/HookPoint.h core/engine/HookPointText.h
    core/engine/Precision.h core/engine/SweepTiming.h)
permit("^core/findings/" "${none}" "\"core/"
    "core/findings speaks of what core/analysis knows: it sees no model, and knows neither files nor who makes runs."
    core/findings/ core/analysis/ core/statistics/ core/text/ core/support/
    core/engine/HookPoint.h core/engine/HookPointText.h)
permit("^core/files/" "${none}" "\"core/"
    "core/files keeps runs and what is concluded from them, and does not know who makes them."
    core/files/ core/findings/ core/analysis/ core/statistics/ core/checkpoint/ core/text/ core/support/
    core/engine/HookPoint.h core/engine/HookPointText.h)
permit("^core/run/" "${none}" "\"core/"
    "core/run reaches the engine through Engine.h, and knows besides only what says how and where it computes."
    core/run/ core/files/ core/findings/ core/analysis/ core/statistics/ core/checkpoint/ core/text/ core/support/
    core/engine/ActivationView.h core/engine/Device.h core/engine/Engine.h core/engine/HookPoint.h
    core/engine/HookPointText.h core/engine/Precision.h core/engine/SweepTiming.h)
assign(core "support|text|checkpoint|engine|statistics|analysis|findings|files|run")

forbid("^ui/" "${none}" "\"app/" "ui does not know app.")
permit("^(app|ui)/" "${none}" "\"core/(engine|statistics)/"
    "ui and app see results (HookPoint.h, Device.h, Precision.h, LayerSummary.h, NeuronStatistic.h), not how they are computed."
    core/engine/Device.h core/engine/HookPoint.h core/engine/HookPointText.h core/engine/Precision.h
    core/statistics/LayerSummary.h core/statistics/LengthTuning.h core/statistics/NeuronFilter.h
    core/statistics/NeuronStatistic.h)

# The floors of ui, from the ground up: a room knows itself and the rooms below its floor.
set(below "")
set(rooms "")
foreach(floor IN ITEMS "look plots runs" "hub widgets words" "figures tokens" "panels views" "neurons report" "window")
    separate_arguments(floor)
    foreach(room IN LISTS floor)
        permit("^ui/${room}/" "${none}" "\"ui/" "ui/${room} knows only itself and the rooms below its floor."
            ui/${room}/ ${below})
    endforeach()
    list(APPEND rooms ${floor})
    list(TRANSFORM floor REPLACE "(.+)" "ui/\\1/" OUTPUT_VARIABLE floor)
    list(APPEND below ${floor})
endforeach()
list(JOIN rooms "|" rooms)
assign(ui "${rooms}")
forbid("." "^ui/plots/.*[.]cpp$" "[<\"]qcustomplot" "QCustomPlot ends in the .cpp files of ui/plots.")
permit("^ui/plots/" "${none}" "\"(app|core|ui)/" "ui/plots knows only its own plot data." ui/plots/)
permit("^ui/(figures|words)/" "${none}" "[<\"]Q" "ui/figures and ui/words make numbers and words, without widgets."
    QCoreApplication QLocale QRegularExpression QString QStringList)
permit("^app/" "^app/main[.]cpp$" "[<\"]Q" "Only app/main.cpp has widgets; commands call a function of ui."
    QByteArray QCommandLineOption QCommandLineParser QCoreApplication QString QStringList)

list(LENGTH sources numSources)
if(numSources EQUAL 0)
    message(FATAL_ERROR "There is no source below ${ROOT}.")
endif()
message(STATUS "${numSources} files, ${numViolations} violations")
