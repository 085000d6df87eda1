// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/HookText.h"

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunInfo.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(HookText)
};

bool isOutsideBlocks(const RunInfo* info)
{
    return info && !hookPointInfo(info->hook).perLayer;
}

} // namespace

QString hookName(HookPoint point)
{
    const std::string_view name = hookPointInfo(point).name;
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString worded(HookElement element, const QString& sentence)
{
    return QString::fromStdString(bathyscope::worded(element, sentence.toStdString()));
}

QString worded(const RunInfo* info, const QString& sentence)
{
    return worded(info ? hookElement(info->hook) : HookElement::Neuron, sentence);
}

QString worded(const AnalysisSnapshot& snapshot, const QString& sentence)
{
    return worded(snapshot.info.get(), sentence);
}

QString wordedIn(const char* context, HookElement element, const char* sentence)
{
    return worded(element, QCoreApplication::translate(context, sentence));
}

HookElement elementOf(std::span<const std::shared_ptr<const AnalysisSnapshot>> runs)
{
    const bool haveNeurons = std::ranges::all_of(
        runs, [](const auto& run) { return hookElement(run->info->hook) == HookElement::Neuron; });
    return haveNeurons ? HookElement::Neuron : HookElement::Dimension;
}

QString worded(std::span<const std::shared_ptr<const AnalysisSnapshot>> runs, const QString& sentence)
{
    return worded(elementOf(runs), sentence);
}

QString layerName(const RunInfo* info, std::size_t layer)
{
    return isOutsideBlocks(info) ? hookName(info->hook) : Text::tr("Layer %1").arg(numberText(layer));
}

QString layerName(const AnalysisSnapshot& snapshot, std::size_t layer)
{
    return layerName(snapshot.info.get(), layer);
}

QString layerTick(const AnalysisSnapshot& snapshot, std::size_t layer)
{
    return isOutsideBlocks(snapshot.info.get())
        ? hookName(snapshot.info->hook).section(QLatin1Char('.'), 0, 0)
        : numberText(layer);
}

QString layerAxis(const AnalysisSnapshot& snapshot)
{
    return hasLayers(snapshot) ? Text::tr("Layer") : Text::tr("Hook point");
}

bool hasLayers(const AnalysisSnapshot& snapshot)
{
    return !isOutsideBlocks(snapshot.info.get());
}

QString depthAxis(const AnalysisSnapshot& snapshot)
{
    return hasLayers(snapshot) ? Text::tr("Layer") : hookName(snapshot.info->hook);
}

QString elementName(const RunInfo* info, std::size_t element)
{
    //: one neuron of an MLP, by its number; and one dimension of a value as wide as the model
    return worded(info, Text::tr("{Neuron|Dimension} %1")).arg(numberText(element));
}

QString elementCount(HookElement element, std::size_t number)
{
    return worded(element, Text::tr("%1 {neurons|dimensions}")).arg(numberText(number));
}

} // namespace bathyscope::ui
