// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"
#include "tests/support/AwaitRun.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/GoToBox.h"
#include "ui/Language.h"
#include "ui/MainWindow.h"
#include "ui/Preferences.h"
#include "ui/plots/PlotWidget.h"
#include "ui/views/ReadOut.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTableWidget>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <map>
#include <set>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::AwaitRun;
using bathyscope::test::FakeRun;

namespace {

/// Puts every text that is asked for into brackets of its own.
class PseudoTranslator final : public QTranslator
{
public:
    [[nodiscard]] QString translate(const char* /*context*/, const char* source,
                                    const char* /*disambiguation*/, int /*n*/) const override
    {
        const QString text = QString::fromUtf8(source);
        return text.isEmpty() ? text : QStringLiteral("⟦%0⟧").replace(QStringLiteral("%0"), text);
    }
    [[nodiscard]] bool isEmpty() const override
    {
        return false;
    }
};

/// Everything that a widget and its children say, tool tips and what screen readers are told included.
QStringList textsOf(QWidget& top)
{
    QStringList texts;
    const auto add = [&texts](const QWidget& widget) {
        texts << widget.toolTip() << widget.accessibleName() << widget.accessibleDescription();
        if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
            texts << label->text();
        }
        if (const auto* readOut = qobject_cast<const ReadOut*>(&widget)) {
            texts << readOut->reading();
        }
        if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
            texts << button->text();
        }
        if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
            for (int item = 0; item < box->count(); ++item) {
                texts << box->itemText(item);
            }
        }
        if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
            texts << line->placeholderText();
        }
        if (const auto* table = qobject_cast<const QTableWidget*>(&widget)) {
            for (int column = 0; column < table->columnCount(); ++column) {
                const QTableWidgetItem* head = table->horizontalHeaderItem(column);
                texts << (head ? head->text() : QString()) << (head ? head->toolTip() : QString());
            }
        }
        if (const auto* plot = qobject_cast<const PlotWidget*>(&widget)) {
            texts << plot->csv().section(QLatin1Char('\n'), 0, 0);
        }
        if (widget.isWindow() || qobject_cast<const QDockWidget*>(&widget)) {
            texts << widget.windowTitle();
        }
        for (const QAction* action : widget.actions()) {
            texts << action->text() << action->toolTip() << action->iconText();
        }
    };
    add(top);
    for (const QWidget* widget : top.findChildren<QWidget*>()) {
        add(*widget);
    }
    texts.removeAll(QString());
    texts.removeDuplicates();
    return texts;
}

/// What of a text did not come from a translator: without what is in brackets, however deep, and without what
/// is the same in every language.
QString untranslated(QString text)
{
    static const QRegularExpression innermost(QStringLiteral("⟦[^⟦⟧]*⟧"));
    while (text.contains(innermost)) {
        text.replace(innermost, QStringLiteral(" "));
    }
    // Names: models, files, hook points, keys, units, the program and what it is built on.
    static const QRegularExpression names(QStringLiteral(
        R"((Sample, \d+ layers|GPT-Neo [\d.]+[MB]|sample-\d+|sample-text\.txt|fake|bathyscope|Bathyscope [\d.]+|)"
        R"([\w/.-]*/sample-models/[\w/.-]*|(mlp\.)?hook_\w+|ln_final\.hook_out|English|Tiếng Việt|)"
        R"((Ctrl|Alt|Shift|Esc|F\d+|Left|Right|Up|Down)\b|\d{4}-\d{2}-\d{2}T[\d:]+Z|\b[kMG]?B/?s?\b|\bqt_\w+))"));
    text.remove(names);
    static const QRegularExpression words(QStringLiteral(R"(\p{L}{2,}.*)"));
    return words.match(text).captured();
}

/// A shown window that has finished a run.
struct Bench
{
    Bench()
        : fake({.shape = {.modelName = "fake", .numLayers = 6, .numNeurons = 64, .numTokens = 64}})
        , window(fake.function(), locateModels(resourcesFolder()), resourcesFolder())
    {
        window.resize(1280, 800);
        window.show();
        AwaitRun await(*window.findChild<AnalysisController*>());
        const bool isReady = QTest::qWaitFor(
            [this] { return window.findChild<QAbstractButton*>(QStringLiteral("runButton"))->isEnabled(); },
            10'000);
        window.startRun();
        hasRun = isReady && await.finished();
        // Every view has been drawn once.
        for (QDockWidget* dock : window.findChildren<QDockWidget*>()) {
            dock->show();
            dock->raise();
            isDrawn = QTest::qWaitFor([turns = 0]() mutable { return ++turns > 6; }, 10'000);
        }
    }

    FakeRun fake;
    MainWindow window;
    bool hasRun = false;
    bool isDrawn = false;
};

struct Message
{
    QString context;
    QString source;
    QString translation;
    bool isFinished = true;
};

std::vector<Message> messagesOf(const QString& name)
{
    QFile file(QString::fromStdString((resourcesFolder() / "translations").string()) + QLatin1Char('/')
               + name);
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly)) {
        return messages;
    }
    QXmlStreamReader reader(&file);
    Message message;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement()) {
            continue;
        }
        if (reader.name() == QLatin1String("name")) {
            message.context = reader.readElementText();
        } else if (reader.name() == QLatin1String("source")) {
            message.source = reader.readElementText();
        } else if (reader.name() == QLatin1String("translation")) {
            message.isFinished = !reader.attributes().hasAttribute(QLatin1String("type"));
            message.translation = reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            messages.push_back(message);
        }
    }
    return messages;
}

std::set<QString> placeholdersOf(const QString& text)
{
    static const QRegularExpression placeholder(QStringLiteral("%[0-9n]"));
    std::set<QString> found;
    auto matches = placeholder.globalMatch(text);
    while (matches.hasNext()) {
        found.insert(matches.next().captured());
    }
    return found;
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void cleanup()
    {
        for (QTranslator* translator : qApp->findChildren<QTranslator*>()) {
            delete translator; // which takes itself away
        }
        QLocale::setDefault(QLocale::c());
    }

    void everyTextOfTheWindowIsTranslatable()
    {
        PseudoTranslator pseudo;
        QCoreApplication::installTranslator(&pseudo);
        Bench bench;
        QVERIFY(bench.hasRun);
        GoToBox box({}, &bench.window);
        QStringList left;
        for (const QString& text : textsOf(bench.window) + textsOf(box)) {
            const QString found = untranslated(text);
            if (!found.isEmpty()) {
                left += found + QStringLiteral("  in  ") + text;
            }
        }
        QCoreApplication::removeTranslator(&pseudo);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1Char('\n'))));
    }

    void translationsAreCompleteAndFit_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("of the program") << QStringLiteral("bathyscope_vi.ts");
        QTest::newRow("of Qt's widgets") << QStringLiteral("qt_vi.ts");
    }

    void translationsAreCompleteAndFit()
    {
        QFETCH(const QString, file);
        const auto messages = messagesOf(file);
        QVERIFY(messages.size() > 50);
        for (const Message& message : messages) {
            const QByteArray where = (message.context + QStringLiteral(": ") + message.source).toUtf8();
            QVERIFY2(message.isFinished && !message.translation.isEmpty(), where);
            QVERIFY2(placeholdersOf(message.source) == placeholdersOf(message.translation), where);
            QVERIFY2(message.source.contains(u'&') == message.translation.contains(u'&'), where);
            QVERIFY2(message.source.endsWith(u':') == message.translation.endsWith(u':'), where);
            QVERIFY2(message.source.endsWith(QStringLiteral("…"))
                             == message.translation.endsWith(QStringLiteral("…"))
                         || file.startsWith(QLatin1String("qt_")),
                     where);
        }
    }

    void speaksTheLanguageThatWasChosen()
    {
        Preferences::setLanguage(LanguageChoice::Vietnamese);
        QVERIFY(Preferences::language() == LanguageChoice::Vietnamese);
        installLanguage();
        QCOMPARE(QLocale().decimalPoint(), QStringLiteral(","));
        Bench bench;
        QVERIFY(bench.hasRun);
        QCOMPARE(bench.window.menuBar()->actions().first()->text(), QStringLiteral("&Tệp"));
        const QStringList texts = textsOf(bench.window);
        QVERIFY(texts.contains(QStringLiteral("Bản đồ nhiệt")));
        QVERIFY(
            texts.contains(QStringLiteral("Lớp đầu nghiêng về dương, các lớp khác về âm"))); // marked in core
        QVERIFY(texts.contains(QStringLiteral("Dòng dư"))); // likewise
        QVERIFY(!texts.contains(QStringLiteral("&File")));
        for (const QMenu* menu : bench.window.menuBar()->findChildren<QMenu*>()) {
            std::map<QChar, int> letters;
            for (const QAction* action : menu->actions()) {
                const qsizetype mark = action->text().indexOf(u'&');
                if (mark >= 0 && action->isVisible()) {
                    ++letters[action->text()[mark + 1].toLower()];
                }
            }
            for (const auto& [letter, number] : letters) {
                QVERIFY2(number == 1, qPrintable(menu->title() + QLatin1Char(' ') + letter));
            }
        }
    }

    void speaksEnglishWhereThatWasChosen()
    {
        QLocale::setDefault(QLocale(QLocale::Vietnamese)); // as the system
        Preferences::setLanguage(LanguageChoice::English);
        installLanguage();
        QCOMPARE(QCoreApplication::translate("ViewRegistry", "Zones"), QStringLiteral("Zones"));
        QCOMPARE(QLocale().decimalPoint(), QStringLiteral("."));
    }

    void followsTheSystemAtFirst()
    {
        QVERIFY(Preferences::language() == LanguageChoice::System);
        QLocale::setDefault(QLocale(QLocale::Vietnamese));
        installLanguage();
        QCOMPARE(QCoreApplication::translate("ViewRegistry", "Zones"), QStringLiteral("Các vùng"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Hủy"));
    }

    void theMenuSaysWhenTheChoiceTakesEffect()
    {
        const Bench bench;
        QAction* vietnamese = nullptr;
        for (QAction* action : bench.window.findChildren<QAction*>()) {
            vietnamese = action->text() == QStringLiteral("Tiếng Việt") ? action : vietnamese;
        }
        QVERIFY(vietnamese);
        vietnamese->trigger();
        QVERIFY(Preferences::language() == LanguageChoice::Vietnamese);
        bool isSaid = false;
        for (const QLabel* label : bench.window.findChildren<QLabel*>()) {
            isSaid = isSaid || label->text().contains(QStringLiteral("when the program starts again"));
        }
        QVERIFY(isSaid);
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestLanguage)
#include "tst_Language.moc"
