// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FigureSizeBox.h"

#include "ui/look/Preferences.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <array>

namespace bathyscope::ui {

namespace {

const QString screenPreset = QStringLiteral("screen");
const QString slidePreset = QStringLiteral("slide");
const QString singlePreset = QStringLiteral("single");
const QString doublePreset = QStringLiteral("double");
const QString freePreset = QStringLiteral("free");

const QString pixelUnit = QStringLiteral("px");
const QString millimetreUnit = QStringLiteral("mm");
const QString inchUnit = QStringLiteral("in");

/// How many of a unit are an inch.
double perInch(const QString& unit, double dotsPerInch)
{
    return unit == pixelUnit ? dotsPerInch : unit == millimetreUnit ? millimetresPerInch : 1;
}

int decimalsOf(const QString& unit)
{
    return unit == pixelUnit ? 0 : unit == millimetreUnit ? 1 : 2;
}

} // namespace

FigureSizeBox::FigureSizeBox(std::optional<FigureSize> screen, QWidget* parent)
    : QWidget(parent)
    , m_screen(screen)
    , m_preset(new QComboBox)
    , m_unit(new QComboBox)
{
    if (m_screen) {
        m_preset->addItem(tr("As on screen"), screenPreset);
    }
    m_preset->addItem(tr("Slide, 1920 × 1080"), slidePreset);
    m_preset->addItem(tr("Single column, 85 mm"), singlePreset);
    m_preset->addItem(tr("Double column, 180 mm"), doublePreset);
    m_preset->addItem(tr("Free"), freePreset);
    m_unit->addItem(tr("pixels"), pixelUnit);
    m_unit->addItem(tr("mm"), millimetreUnit);
    m_unit->addItem(tr("inches"), inchUnit);
    makeControls();
    setFocusProxy(m_preset);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &FigureSizeBox::followPreset);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &FigureSizeBox::followUnit);
    for (QDoubleSpinBox* number : {m_width, m_height, m_text, m_dots}) {
        connect(number, &QDoubleSpinBox::valueChanged, this, &FigureSizeBox::becomeFree);
    }
    followPreset();
}

FigureSizeBox::~FigureSizeBox() = default;

void FigureSizeBox::makeControls()
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_preset, 0, 0, 1, 5);
    m_width = addNumber(*layout, 1, 0, tr("&Width:"), tr("Width"),
                        tr("Width of the figure. An SVG or PDF of pixels has 96 of them an inch, unless the "
                           "resolution says otherwise."));
    m_height = addNumber(*layout, 1, 2, tr("&Height:"), tr("Height"),
                         tr("Height of the figure; at its least value, what suits the figure and its "
                            "caption."));
    layout->addWidget(m_unit, 1, 4);
    m_text = addNumber(*layout, 2, 0, tr("Te&xt:"), tr("Text"),
                       tr("Size of the axes' titles; lines, marks and margins go by it. At its least value, "
                          "7 or 8 points on paper, and of pixels a share of the figure."));
    m_dots = addNumber(*layout, 2, 2, tr("&Resolution:"), tr("Resolution"),
                       tr("Of a PNG: journals ask for 300 dots an inch and more."));
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(3, 1);
    m_preset->setToolTip(tr("Text, lines and margins go by the size: small print in a journal's column, "
                            "large letters on a slide."));
    m_preset->setAccessibleName(tr("Size"));
    m_unit->setToolTip(tr("What width and height are measured in: pixels, or millimetres or inches on "
                          "paper."));
    m_unit->setAccessibleName(tr("Unit"));
    constexpr double mostOfASide = 16384; // pixels; fewer of any other unit
    constexpr double mostText = 500;
    constexpr double leastDots = 30;
    constexpr double mostDots = 2400;
    m_width->setRange(1, mostOfASide);
    m_height->setRange(0, mostOfASide);
    //: a height or a size of text that goes by the figure
    m_height->setSpecialValueText(tr("automatic"));
    m_text->setRange(0, mostText);
    m_text->setDecimals(1);
    m_text->setSpecialValueText(tr("automatic"));
    //: points of 1/72 inch, behind a number
    m_text->setSuffix(tr(" pt"));
    m_dots->setRange(leastDots, mostDots);
    m_dots->setDecimals(0);
    //: dots per inch, behind a number
    m_dots->setSuffix(tr(" dpi"));
}

QDoubleSpinBox* FigureSizeBox::addNumber(QGridLayout& layout, int row, int column, const QString& label,
                                         const QString& name, const QString& toolTip)
{
    auto* number = new QDoubleSpinBox;
    number->setAccessibleName(name);
    number->setToolTip(toolTip);
    auto* words = new QLabel(label);
    words->setBuddy(number);
    layout.addWidget(words, row, column);
    layout.addWidget(number, row, column + 1);
    return number;
}

QString FigureSizeBox::unit() const
{
    return m_unit->currentData().toString();
}

std::optional<FigureSize> FigureSizeBox::presetSize() const
{
    const QString preset = m_preset->currentData().toString();
    if (preset == screenPreset) {
        return m_screen;
    }
    if (preset == slidePreset) {
        return FigureSize::slide();
    }
    if (preset == singlePreset) {
        return FigureSize::singleColumn();
    }
    return preset == doublePreset ? std::optional(FigureSize::doubleColumn()) : std::nullopt;
}

FigureSize FigureSizeBox::figureSize() const
{
    if (const std::optional<FigureSize> preset = presetSize()) {
        return *preset;
    }
    const QSizeF size(m_width->value(), m_height->value());
    const std::optional<double> text = m_text->value() > 0 ? std::optional(m_text->value()) : std::nullopt;
    if (unit() == pixelUnit) {
        return FigureSize::ofPixels(size.toSize(), text, m_dots->value());
    }
    return FigureSize::ofInches(size / perInch(unit(), 1), text, m_dots->value());
}

void FigureSizeBox::setHasPixels(bool hasPixels)
{
    m_dots->setEnabled(hasPixels);
}

void FigureSizeBox::restore()
{
    const FigureSizeChoices last = Preferences::figureSize();
    m_preset->setCurrentIndex(std::max(0, m_preset->findData(last.preset)));
    followPreset();
    if (last.preset != freePreset) {
        return;
    }
    const FigureSize usual = FigureSize::singleColumn();
    m_unit->setCurrentIndex(std::max(0, m_unit->findData(last.unit)));
    m_width->setValue(last.size.width());
    m_height->setValue(last.size.height());
    m_text->setValue(last.text);
    m_dots->setValue(
        last.dots.value_or(unit() == pixelUnit ? FigureSize::screenDotsPerInch : usual.dotsPerInch));
}

void FigureSizeBox::remember() const
{
    Preferences::setFigureSize({.preset = m_preset->currentData().toString(),
                                .unit = unit(),
                                .size = QSizeF(m_width->value(), m_height->value()),
                                .text = m_text->value(),
                                .dots = m_dots->value()});
}

void FigureSizeBox::show(const FigureSize& size, const QString& unit)
{
    const std::array<QSignalBlocker, 5> blockers {QSignalBlocker(m_unit), QSignalBlocker(m_width),
                                                  QSignalBlocker(m_height), QSignalBlocker(m_text),
                                                  QSignalBlocker(m_dots)};
    m_unit->setCurrentIndex(m_unit->findData(unit));
    m_shownUnit = unit;
    for (QDoubleSpinBox* side : {m_width, m_height}) {
        side->setDecimals(decimalsOf(unit));
    }
    m_width->setValue(size.inches.width() * perInch(unit, size.dotsPerInch));
    m_height->setValue(size.inches.height() * perInch(unit, size.dotsPerInch));
    m_text->setValue(size.textPoints);
    m_dots->setValue(size.dotsPerInch);
}

void FigureSizeBox::followPreset()
{
    if (const std::optional<FigureSize> preset = presetSize()) {
        const QString name = m_preset->currentData().toString();
        show(*preset, name == singlePreset || name == doublePreset ? millimetreUnit : pixelUnit);
    }
}

/// The same size in another unit.
void FigureSizeBox::followUnit()
{
    const double factor = perInch(unit(), m_dots->value()) / perInch(m_shownUnit, m_dots->value());
    const std::array<QSignalBlocker, 2> blockers {QSignalBlocker(m_width), QSignalBlocker(m_height)};
    const QSizeF size = QSizeF(m_width->value(), m_height->value()) * factor;
    for (QDoubleSpinBox* side : {m_width, m_height}) {
        side->setDecimals(decimalsOf(unit()));
    }
    m_width->setValue(size.width());
    m_height->setValue(size.height());
    m_shownUnit = unit();
    becomeFree();
}

void FigureSizeBox::becomeFree()
{
    const QSignalBlocker blocker(m_preset);
    m_preset->setCurrentIndex(m_preset->findData(freePreset));
}

} // namespace bathyscope::ui
