// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/NeuronColumnText.h"

#include "ui/words/HookText.h"

#include <QCoreApplication>

namespace bathyscope::ui {

QString neuronColumnTitle(const NeuronStatistic& statistic)
{
    return QCoreApplication::translate("NeuronColumn", statistic.shortName);
}

QString neuronNumberTitle(HookElement element)
{
    return worded(element, QCoreApplication::translate("NeuronColumn", "{neuron|dimension}"));
}

} // namespace bathyscope::ui
