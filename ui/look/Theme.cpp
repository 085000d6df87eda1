// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Theme.h"

#include "ui/look/EmbeddedFiles.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>

namespace bathyscope::ui {

namespace {

/// A colour in both themes. Text on its background has a contrast of at least 4.5 (WCAG 2.1, AA), disabled
/// text and borders excepted.
struct ColorPair
{
    QRgb light;
    QRgb dark;
};

constexpr ColorPair pairOf(ThemeColor color)
{
    switch (color) {
    case ThemeColor::Text:
        return {0xff17222d, 0xffe3e9ef};
    case ThemeColor::Secondary:
        return {0xff566472, 0xff9aa8b5};
    case ThemeColor::Disabled:
        return {0xff9aa5b0, 0xff5d6a77};
    case ThemeColor::Border:
        return {0xffd3dae1, 0xff323e4a};
    case ThemeColor::Hover:
        return {0xffe7ecf1, 0xff27323d};
    case ThemeColor::Base:
        return {0xffffffff, 0xff1a2129};
    case ThemeColor::Accent:
        return {0xff0b6a8c, 0xff4bb3d4};
    case ThemeColor::OnAccent:
        return {0xffffffff, 0xff06141b};
    case ThemeColor::Error:
        return {0xffb3261e, 0xffff8a80};
    case ThemeColor::Warning:
        return {0xff8a5300, 0xfff2b35a};
    case ThemeColor::Success:
        return {0xff1f7a45, 0xff6fcf97};
    }
    return {};
}

QColor colorIn(ThemeColor color, bool isDark)
{
    const ColorPair pair = pairOf(color);
    return QColor::fromRgba(isDark ? pair.dark : pair.light);
}

bool isDarkPalette(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QPalette makePalette(bool isDark)
{
    const auto color = [isDark](ThemeColor meaning) { return colorIn(meaning, isDark); };
    const QColor window = isDark ? QColor(0x12, 0x18, 0x1e) : QColor(0xf3, 0xf6, 0xf8);
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, color(ThemeColor::Base));
    palette.setColor(QPalette::AlternateBase, color(ThemeColor::Hover));
    palette.setColor(QPalette::Button, isDark ? QColor(0x20, 0x29, 0x32) : QColor(0xfb, 0xfc, 0xfd));
    palette.setColor(QPalette::ToolTipBase, isDark ? QColor(0x2a, 0x35, 0x40) : QColor(0x22, 0x2e, 0x39));
    palette.setColor(QPalette::ToolTipText, QColor(0xf2, 0xf5, 0xf8));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(role, color(ThemeColor::Text));
        palette.setColor(QPalette::Disabled, role, color(ThemeColor::Disabled));
    }
    palette.setColor(QPalette::PlaceholderText, color(ThemeColor::Secondary));
    palette.setColor(QPalette::BrightText, color(ThemeColor::Error));
    palette.setColor(QPalette::Highlight, color(ThemeColor::Accent));
    palette.setColor(QPalette::HighlightedText, color(ThemeColor::OnAccent));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(ThemeColor::Border));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, color(ThemeColor::Disabled));
    palette.setColor(QPalette::Link, color(ThemeColor::Accent));
    palette.setColor(QPalette::LinkVisited, color(ThemeColor::Secondary)); // what the style sheet calls it
    palette.setColor(QPalette::Light, isDark ? QColor(0x2b, 0x36, 0x41) : QColor(0xff, 0xff, 0xff));
    palette.setColor(QPalette::Midlight, color(ThemeColor::Hover));
    palette.setColor(QPalette::Mid, color(ThemeColor::Border));
    palette.setColor(QPalette::Dark, isDark ? QColor(0x4a, 0x58, 0x66) : QColor(0xa9, 0xb4, 0xbf));
    palette.setColor(QPalette::Shadow, isDark ? QColor(0x05, 0x08, 0x0b) : QColor(0x7c, 0x88, 0x94));
    return palette;
}

/// Qt 6.4's style sheets have no word for the roles of tooltips.
QString styleSheetFor(const QPalette& palette)
{
    return QString::fromUtf8(embeddedFile(QStringLiteral("theme.qss")))
        .replace(QStringLiteral("palette(tooltip-base)"), palette.color(QPalette::ToolTipBase).name())
        .replace(QStringLiteral("palette(tooltip-text)"), palette.color(QPalette::ToolTipText).name());
}

} // namespace

QColor themeColor(ThemeColor color)
{
    return colorIn(color, isDarkPalette(QApplication::palette()));
}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_choice(Preferences::theme())
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
    qApp->installEventFilter(this);
}

ThemeChoice Theme::choice() const
{
    return m_choice;
}

bool Theme::isDark() const
{
    return m_isDark;
}

void Theme::choose(ThemeChoice choice)
{
    m_choice = choice;
    Preferences::setTheme(choice);
    apply();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System && !m_isApplying) {
        apply();
    }
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    m_isApplying = true;
    if (m_choice == ThemeChoice::System) {
        QApplication::setPalette(QPalette()); // the system's own, to see whether it is dark
        m_isDark = isDarkPalette(QApplication::palette());
    } else {
        m_isDark = m_choice == ThemeChoice::Dark;
    }
    const QPalette palette = makePalette(m_isDark);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette); // otherwise of the platform
    qApp->setStyleSheet(styleSheetFor(palette));
    m_isApplying = false;
}

} // namespace bathyscope::ui
