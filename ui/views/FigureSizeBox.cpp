// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/FigureSizeBox.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>

namespace bathyscope::ui {

namespace {

// Column widths of journals, 85 and 175 mm, at 96 device-independent pixels an inch, in 4 : 3.
constexpr QSize singleColumn {321, 241};
constexpr QSize doubleColumn {661, 496};
constexpr QSize slide {1920, 1080};
constexpr int smallestSide = 100;
constexpr int largestSide = 10000;

const QString presetKey = QStringLiteral("export/preset");
const QString sizeKey = QStringLiteral("export/size");

const QString screenPreset = QStringLiteral("screen");
const QString slidePreset = QStringLiteral("slide");
const QString freePreset = QStringLiteral("free");

QLabel* buddyOf(QWidget* control, const QString& text)
{
    auto* label = new QLabel(text);
    label->setBuddy(control);
    return label;
}

} // namespace

FigureSizeBox::FigureSizeBox(QSize screenSize, QWidget* parent)
    : QWidget(parent)
    , m_screenSize(screenSize)
    , m_preset(new QComboBox)
    , m_width(new QSpinBox)
    , m_height(new QSpinBox)
{
    if (!screenSize.isEmpty()) {
        m_preset->addItem(tr("As on screen"), screenPreset);
    }
    m_preset->addItem(tr("Slide, 1920 × 1080"), slidePreset);
    m_preset->addItem(tr("Single column, 85 mm"), QStringLiteral("single"));
    m_preset->addItem(tr("Double column, 175 mm"), QStringLiteral("double"));
    m_preset->addItem(tr("Free"), freePreset);
    m_preset->setToolTip(tr("The text keeps its size: a small plot has larger text beside its lines."));
    m_preset->setAccessibleName(tr("Size"));
    for (QSpinBox* side : {m_width, m_height}) {
        side->setRange(smallestSide, largestSide);
        side->setSuffix(tr(" px"));
    }
    m_width->setToolTip(tr("Width in pixels; 96 pixels are an inch of an SVG or PDF."));
    m_width->setAccessibleName(tr("Width"));
    m_height->setToolTip(tr("Height in pixels; 96 pixels are an inch of an SVG or PDF."));
    m_height->setAccessibleName(tr("Height"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_preset, 1);
    layout->addWidget(buddyOf(m_width, tr("&Width:")));
    layout->addWidget(m_width);
    layout->addWidget(buddyOf(m_height, tr("&Height:")));
    layout->addWidget(m_height);
    setFocusProxy(m_preset);

    connect(m_preset, &QComboBox::currentIndexChanged, this, &FigureSizeBox::followPreset);
    for (QSpinBox* side : {m_width, m_height}) {
        connect(side, &QSpinBox::valueChanged, this, [this] {
            const QSignalBlocker blocker(m_preset);
            m_preset->setCurrentIndex(m_preset->findData(freePreset));
        });
    }
    followPreset();
}

FigureSizeBox::~FigureSizeBox() = default;

QSize FigureSizeBox::figureSize() const
{
    return {m_width->value(), m_height->value()};
}

void FigureSizeBox::restore()
{
    const QSettings settings;
    const QString preset = settings.value(presetKey).toString();
    const int index = m_preset->findData(preset);
    m_preset->setCurrentIndex(index < 0 ? 0 : index);
    followPreset();
    if (preset == freePreset) {
        const QSize size = settings.value(sizeKey, figureSize()).toSize();
        m_width->setValue(size.width());
        m_height->setValue(size.height());
    }
}

void FigureSizeBox::remember() const
{
    QSettings settings;
    settings.setValue(presetKey, m_preset->currentData());
    settings.setValue(sizeKey, figureSize());
}

void FigureSizeBox::followPreset()
{
    const QString preset = m_preset->currentData().toString();
    if (preset == freePreset) {
        return;
    }
    const QSize size = preset == screenPreset ? m_screenSize
        : preset == slidePreset               ? slide
        : preset == QLatin1String("single")   ? singleColumn
                                              : doubleColumn;
    const QSignalBlocker blockWidth(m_width);
    const QSignalBlocker blockHeight(m_height);
    m_width->setValue(size.width());
    m_height->setValue(size.height());
}

} // namespace bathyscope::ui
