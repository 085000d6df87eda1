// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/HookPointBox.h"

#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStandardItemModel>

#include <array>

namespace bathyscope::ui {

namespace {

constexpr std::array parts {HookPart::Mlp, HookPart::Residual, HookPart::Attention, HookPart::Output};

QString partName(HookPart part)
{
    switch (part) {
    case HookPart::Residual:
        //: a part of a transformer; head of a group of hook points
        return HookPointBox::tr("Residual stream");
    case HookPart::Attention:
        //: a part of a transformer; head of a group of hook points
        return HookPointBox::tr("Attention");
    case HookPart::Mlp:
        //: a part of a transformer; head of a group of hook points
        return HookPointBox::tr("MLP");
    case HookPart::Output:
        //: a part of a transformer; head of a group of hook points
        return HookPointBox::tr("Behind the last block");
    }
    return {};
}

std::size_t widthOf(HookPoint point, const ModelWidths& widths)
{
    return hookElement(point) == HookElement::Neuron ? widths.numNeurons : widths.hiddenSize;
}

QString description(HookPoint point)
{
    return QCoreApplication::translate("HookPoint", hookDescription(point));
}

} // namespace

HookPointBox::HookPointBox(QWidget* parent)
    : QComboBox(parent)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* items = qobject_cast<QStandardItemModel*>(model());
    for (const HookPart part : parts) {
        addItem(partName(part));
        QStandardItem* head = items->item(count() - 1);
        head->setFlags(Qt::NoItemFlags); // neither chosen nor stopped at by keys
        QFont font = head->font();
        font.setBold(true);
        head->setFont(font);
        for (const HookPointInfo& info : hookPoints()) {
            if (hookPart(info.point) == part) {
                addItem(hookName(info.point), static_cast<int>(info.point));
                setItemData(count() - 1, description(info.point), Qt::ToolTipRole);
                setItemData(count() - 1, description(info.point), Qt::AccessibleDescriptionRole);
            }
        }
    }
    setHookPoint(HookPoint::MlpPre);
}

HookPoint HookPointBox::hookPoint() const
{
    return static_cast<HookPoint>(currentData().toInt());
}

void HookPointBox::setHookPoint(HookPoint point)
{
    setCurrentIndex(findData(static_cast<int>(point)));
}

void HookPointBox::setModel(const ModelWidths& widths)
{
    if (m_widths != widths) {
        m_widths = widths;
        nameItems();
    }
}

QString HookPointBox::explanation() const
{
    const HookPoint point = hookPoint();
    const std::size_t width = widthOf(point, m_widths);
    if (width == 0) {
        return description(point);
    }
    const QString size = elementCount(hookElement(point), width);
    if (!hookPointInfo(point).perLayer) {
        //: of a hook point: %1 how many neurons or dimensions, %2 a sentence that says what it is
        return tr("%1. %2").arg(size, description(point));
    }
    //: of a hook point: %1 a number of layers, %2 how many neurons or dimensions, %3 a sentence that says
    //: what it is
    return tr("%1 layers × %2. %3").arg(numberText(m_widths.numLayers), size, description(point));
}

void HookPointBox::nameItems()
{
    for (int item = 0; item < count(); ++item) {
        if (itemData(item).isValid()) {
            const auto point = static_cast<HookPoint>(itemData(item).toInt());
            const std::size_t width = widthOf(point, m_widths);
            setItemText(item,
                        width == 0
                            ? hookName(point)
                            //: a hook point, and how many neurons or dimensions it has
                            : tr("%1 · %2").arg(hookName(point), elementCount(hookElement(point), width)));
        }
    }
}

} // namespace bathyscope::ui
