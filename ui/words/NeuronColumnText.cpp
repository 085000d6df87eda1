// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/NeuronColumnText.h"

#include <QCoreApplication>

namespace bathyscope::ui {

QString neuronColumnTitle(const NeuronStatistic& statistic)
{
    return QCoreApplication::translate("NeuronColumn", statistic.shortName);
}

QString neuronNumberTitle(HookElement element)
{
    return element == HookElement::Dimension ? QCoreApplication::translate("NeuronColumn", "dimension")
                                             : QCoreApplication::translate("NeuronColumn", "neuron");
}

} // namespace bathyscope::ui
