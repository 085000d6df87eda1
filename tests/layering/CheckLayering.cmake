# SPDX-License-Identifier: GPL-3.0-or-later
# The layering rules as a test: who may include whom.
#     cmake -DROOT=<folder with app, core, ui> -P CheckLayering.cmake
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/app/*.h ${ROOT}/app/*.cpp ${ROOT}/core/*.h ${ROOT}/core/*.cpp
    ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp)
set(numViolations 0)

# forbid(WHERE EXCEPT INCLUDE REASON): files whose path matches WHERE and not EXCEPT include nothing that matches INCLUDE.
function(forbid where except include reason)
    foreach(source IN LISTS sources)
        if(source MATCHES "${where}" AND NOT source MATCHES "${except}")
            file(STRINGS ${ROOT}/${source} lines REGEX "^[ \t]*#[ \t]*include[ \t]*${include}")
            foreach(line IN LISTS lines)
                message(SEND_ERROR "${source}: ${line}\n${reason}")
                math(EXPR numViolations "${numViolations} + 1")
            endforeach()
        endif()
    endforeach()
    set(numViolations ${numViolations} PARENT_SCOPE)
endfunction()

set(none "^$")

forbid("." "^core/engine/" "<(torch|ATen|c10)/" "Only core/engine sees libtorch.")
forbid("." "^core/engine/" "\"core/engine/GptNeo" "Only core/engine knows the model's parts.")
forbid("^core/" "${none}" "<(Q|qcustomplot)" "core has no Qt.")
forbid("^core/" "${none}" "\"(app|ui)/" "core knows neither ui nor app.")
forbid("^core/support/" "${none}" "\"core/[^s]" "core/support stands below the rest of core.")
forbid("^core/text/" "${none}" "\"core/(checkpoint|engine|statistics|analysis)/" "core/text knows only itself and core/support.")
forbid("^core/checkpoint/" "${none}" "\"core/(text|engine|statistics|analysis)/" "core/checkpoint knows only itself and core/support.")
forbid("^core/engine/" "${none}" "\"core/(statistics|analysis)/" "core/engine does not know who looks at activations.")
forbid("^core/statistics/" "${none}" "\"core/(checkpoint|analysis)/|\"core/engine/[^HA]"
    "core/statistics knows core/text, HookPoint.h and ActivationView.h.")
forbid("^ui/" "${none}" "\"app/" "ui does not know app.")
forbid("^(app|ui)/" "${none}" "\"core/engine/[^HDP]|\"core/statistics/[^LN]|\"core/statistics/LayerStatistics"
    "ui and app see results (HookPoint.h, Device.h, Precision.h, LayerSummary.h, NeuronStatistic.h), not how they are computed.")
forbid("." "^ui/plots/.*[.]cpp$" "[<\"]qcustomplot" "QCustomPlot ends in the .cpp files of ui/plots.")
forbid("^ui/plots/" "${none}" "\"(core|ui/[^p]|ui/p[^l])" "ui/plots knows only its own plot data.")
forbid("^app/" "^app/main[.]cpp$" "<(QtWidgets|QtGui|QApplication|QGuiApplication|QWidget|QMainWindow|QImage|QPixmap|QPainter)"
    "Only app/main.cpp has widgets; commands call a function of ui.")

list(LENGTH sources numSources)
if(numSources EQUAL 0)
    message(FATAL_ERROR "There is no source below ${ROOT}.")
endif()
message(STATUS "${numSources} files, ${numViolations} violations")
