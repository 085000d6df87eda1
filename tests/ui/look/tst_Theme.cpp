// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Contrast.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "ui/look/Icons.h"
#include "ui/look/Theme.h"

#include <QApplication>
#include <QImage>
#include <QPalette>
#include <QTest>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void canBeChosenAndIsRemembered()
    {
        const bathyscope::test::FailOnWarning failOnWarning;
        {
            Theme theme;
            QCOMPARE(theme.choice(), ThemeChoice::System);
            theme.choose(ThemeChoice::Dark);
            QVERIFY(theme.isDark());
            QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 64);
            theme.choose(ThemeChoice::Light);
            QVERIFY(!theme.isDark());
            QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 192);
        }
        const Theme again;
        QCOMPARE(again.choice(), ThemeChoice::Light);
    }

    void textCanBeReadInBothThemes_data()
    {
        QTest::addColumn<ThemeChoice>("choice");
        QTest::newRow("light") << ThemeChoice::Light;
        QTest::newRow("dark") << ThemeChoice::Dark;
    }

    void textCanBeReadInBothThemes()
    {
        QFETCH(const ThemeChoice, choice);
        Theme theme;
        theme.choose(choice);
        constexpr double leastContrast = 4.5; // WCAG 2.1, level AA
        const QPalette palette = QApplication::palette();
        for (const QPalette::ColorRole background : {QPalette::Window, QPalette::Base, QPalette::Button}) {
            for (const ThemeColor color : {ThemeColor::Text, ThemeColor::Secondary, ThemeColor::Error,
                                           ThemeColor::Warning, ThemeColor::Success, ThemeColor::Accent}) {
                const double ratio = contrast(themeColor(color), palette.color(background));
                QVERIFY2(ratio >= leastContrast,
                         qPrintable(QStringLiteral("colour %1 on role %2: %3")
                                        .arg(static_cast<int>(color))
                                        .arg(background)
                                        .arg(ratio)));
            }
        }
        QVERIFY(contrast(themeColor(ThemeColor::OnAccent), themeColor(ThemeColor::Accent)) >= leastContrast);
        QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase))
                >= leastContrast);
    }

    void iconsFollowTheTheme()
    {
        Theme theme;
        const QIcon play = icon(QStringLiteral("play"));
        const auto colorInside = [&play] { return play.pixmap(QSize(48, 48)).toImage().pixelColor(24, 24); };
        theme.choose(ThemeChoice::Light);
        QCOMPARE(colorInside(), themeColor(ThemeColor::Text));
        theme.choose(ThemeChoice::Dark);
        QCOMPARE(colorInside(), themeColor(ThemeColor::Text));
    }

private:
    bathyscope::test::TemporarySettings m_settings;
};

QTEST_MAIN(TestTheme)
#include "tst_Theme.moc"
