// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/panels/ProgressStrip.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/MessageLabel.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QProgressBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

AnalysisSnapshot running(std::size_t numFinished)
{
    static const ScriptedRun scripted({.numNeurons = 16, .numTokens = 64});
    return *scripted.snapshot(numFinished);
}

struct Bench
{
    Bench()
    {
        QLocale::setDefault(QLocale::c());
        strip.resize(900, strip.height());
        strip.show();
    }

    [[nodiscard]] QString words() const
    {
        QStringList texts;
        for (const QLabel* label : strip.findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty()) {
                texts << label->text();
            }
        }
        return texts.join(u'|');
    }

    void dismiss()
    {
        strip.findChild<QToolButton*>(QStringLiteral("dismiss"))->click();
    }

    test::FailOnWarning failOnWarning;
    ProgressStrip strip;
};

} // namespace

class TestProgressStrip : public QObject
{
    Q_OBJECT

public slots:
    void noteOpened(const QUrl& url)
    {
        m_opened = url;
    }

private slots:
    void saysHowFarARunIs()
    {
        Bench bench;
        bench.strip.showRun(running(3));
        QVERIFY2(bench.words().contains(QStringLiteral("Layer 4 of 12")), qPrintable(bench.words()));
        QVERIFY2(bench.words().contains(QStringLiteral("4000 tokens/s")), qPrintable(bench.words()));
        QVERIFY2(bench.words().contains(QStringLiteral("1.5 s left")), qPrintable(bench.words()));
        QVERIFY2(bench.words().contains(QStringLiteral("300 MB memory")), qPrintable(bench.words()));
        const auto* bar = bench.strip.findChild<QProgressBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value(), bar->maximum() / 4);
    }

    void saysWhereSomethingWasWrittenAndOpensItsFolder()
    {
        Bench bench;
        bench.strip.showRun(running(3));
        auto* button = bench.strip.findChild<QToolButton*>(QStringLiteral("openFolder"));
        QVERIFY(!button->isVisible());
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("layers-heatmap.png"));
        bench.strip.showWritten(QStringLiteral("Written: ") + file, file);
        bench.strip.showRun(running(4)); // a going run says something ten times a second
        QVERIFY2(bench.words().contains(QStringLiteral("Written: ") + file), qPrintable(bench.words()));
        QVERIFY(bench.words().contains(QStringLiteral("Layer 5 of 12")));
        QVERIFY(button->isVisible());
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "noteOpened");
        button->click();
        QCOMPARE(m_opened, QUrl::fromLocalFile(folder.path()));
        bench.strip.showWritten(QStringLiteral("Written"), folder.path()); // a whole folder
        button->click();
        QCOMPARE(m_opened, QUrl::fromLocalFile(folder.path()));
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        const int height = bench.strip.height();
        bench.strip.showNote(QStringLiteral("Opening…"));
        QVERIFY(bench.strip.height() < height); // a line without a button needs less room
        QVERIFY(!button->isVisible());
        QVERIFY(!bench.words().contains(QStringLiteral("Written")));
    }

    void aLongPathTakesNoMoreRoomThanThereIs()
    {
        Bench bench;
        bench.strip.showReady();
        const int width = bench.strip.minimumSizeHint().width();
        const QString path = QStringLiteral("/home/me/") + QStringLiteral("a-long-name/").repeated(40);
        bench.strip.showWritten(QStringLiteral("Written: ") + path + QStringLiteral("figure.png"), path);
        QVERIFY(bench.strip.minimumSizeHint().width() < width + 400);
        bench.strip.resize(800, bench.strip.height());
        const auto* label = bench.strip.findChild<ElidedLabel*>(QStringLiteral("written"));
        QTRY_VERIFY(label->geometry().right() < 800);
        QVERIFY2(label->shownText().startsWith(QStringLiteral("Written: /home"))
                     && label->shownText().endsWith(QStringLiteral("figure.png")),
                 qPrintable(label->shownText()));
    }

    void leavesOutWhatIsNotKnownYet()
    {
        Bench bench;
        AnalysisSnapshot run;
        run.progress.remaining = std::chrono::duration<double>(-1);
        bench.strip.showRun(run);
        QCOMPARE(bench.words(), QStringLiteral("Reading the model and the text…"));
    }

    void saysHowLongInSecondsAndMinutes_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("tenths") << 0.84 << QStringLiteral("0.8 s left");
        QTest::newRow("seconds") << 42.4 << QStringLiteral("42 s left");
        QTest::newRow("almost a minute") << 59.7 << QStringLiteral("1 min 00 s left");
        QTest::newRow("minutes") << 605.0 << QStringLiteral("10 min 05 s left");
    }

    void saysHowLongInSecondsAndMinutes()
    {
        QFETCH(const double, seconds);
        QFETCH(const QString, words);
        Bench bench;
        AnalysisSnapshot run = running(1);
        run.progress.remaining = std::chrono::duration<double>(seconds);
        bench.strip.showRun(run);
        QVERIFY2(bench.words().contains(words), qPrintable(bench.words()));
    }

    void saysHowARunEnded()
    {
        Bench bench;
        bench.strip.showRun(running(12));
        QVERIFY2(bench.words().contains(QStringLiteral("Finished: 12 layers in 2.0 s")),
                 qPrintable(bench.words()));
        QVERIFY(!bench.strip.findChild<QProgressBar*>()->isVisible());
        AnalysisSnapshot stopped = running(5);
        stopped.outcome = RunOutcome::Stopped;
        bench.strip.showRun(stopped);
        QVERIFY2(bench.words().contains(QStringLiteral("5 of 12 layers")), qPrintable(bench.words()));
    }

    void showsAFailureUntilItIsDismissedAndCopiesIt()
    {
        Bench bench;
        const int heightBefore = bench.strip.height();
        const RunFailure failure {.kind = ErrorKind::BadFormat,
                                  .detail = QStringLiteral("The header of <a>.safetensors is cut short.")};
        bench.strip.showRunFailure(failure);
        QVERIFY(bench.words().contains(QStringLiteral("The run has failed")));
        QVERIFY(bench.words().contains(failure.headline()));
        QVERIFY(bench.words().contains(failure.detail));
        QVERIFY(bench.strip.height() > heightBefore);
        auto buttons = bench.strip.findChildren<QToolButton*>();
        buttons.removeIf([](const QToolButton* button) { return !button->isVisible(); });
        QCOMPARE(buttons.size(), 2);
        buttons[0]->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), failure.headline() + u'\n' + failure.detail);
        buttons[1]->click();
        QVERIFY(!bench.words().contains(failure.detail));
        QCOMPARE(bench.strip.height(), heightBefore);
    }

    void everyKindOfFailureHasAHeadlineOfItsOwn()
    {
        QStringList headlines;
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::Internal); ++kind) {
            headlines << RunFailure {.kind = static_cast<ErrorKind>(kind), .detail = {}}.headline();
        }
        QCOMPARE(headlines.removeDuplicates(), 0);
        QVERIFY(!headlines.contains(QString()));
    }

    void passesOnAdviceOnceARunHasEnded()
    {
        m_settings.clear();
        Bench bench;
        AnalysisSnapshot run = running(12);
        auto info = std::make_shared<RunInfo>(*run.info);
        info->advice = "Install OpenBLAS.";
        run.info = info;
        run.outcome = RunOutcome::Running;
        bench.strip.showRun(run);
        QVERIFY(!bench.words().contains(QStringLiteral("OpenBLAS")));
        run.outcome = RunOutcome::Completed;
        bench.strip.showRun(run);
        QVERIFY2(bench.words().contains(QStringLiteral("Install OpenBLAS (on Debian")),
                 qPrintable(bench.words()));
    }

    void adviceStaysAwayOnceItIsDismissed()
    {
        m_settings.clear();
        const auto slow = [](const char* library) {
            AnalysisSnapshot run = running(12);
            auto info = std::make_shared<RunInfo>(*run.info);
            info->blas = library;
            info->advice = std::string("Install OpenBLAS instead of ") + library + ".";
            run.info = info;
            return run;
        };
        {
            Bench bench;
            bench.strip.showRun(slow("/usr/lib/libblas.so.3"));
            QVERIFY(bench.words().contains(QStringLiteral("Install OpenBLAS")));
            bench.dismiss();
            QVERIFY(!bench.words().contains(QStringLiteral("Install OpenBLAS")));
            bench.strip.showRun(slow("/usr/lib/libblas.so.3")); // another run
            QVERIFY(!bench.words().contains(QStringLiteral("Install OpenBLAS")));
        }
        Bench tomorrow;
        tomorrow.strip.showRun(slow("/usr/lib/libblas.so.3"));
        QVERIFY(!tomorrow.words().contains(QStringLiteral("Install OpenBLAS")));
        tomorrow.strip.showRun(slow("/opt/another/libblas.so")); // another library is another matter
        QVERIFY(
            tomorrow.words().contains(QStringLiteral("/opt/another/libblas.so is slow. Install OpenBLAS")));
    }

    void warnsOfNumbersThatAreNotFiniteUntilThatIsDismissed()
    {
        m_settings.clear();
        Bench bench;
        const auto broken = [](AnalysisSnapshot run, std::size_t layer) {
            auto changed = std::make_shared<LayerSummary>(*run.layers[layer]);
            changed->numNonFinite = changed->numNeurons;
            run.layers[layer] = std::move(changed);
            return run;
        };
        const QString headline = QStringLiteral("Some activations are not finite");
        bench.strip.showRun(running(3));
        QVERIFY(!bench.words().contains(headline));
        AnalysisSnapshot run = broken(running(4), 3);
        bench.strip.showRun(run); // as soon as it is known
        QVERIFY(bench.words().contains(headline));
        QVERIFY2(bench.words().contains(QStringLiteral("all neurons in 1 of 12 layers (3).")),
                 qPrintable(bench.words()));
        run = broken(run, 2);
        bench.strip.showRun(run);
        QVERIFY2(bench.words().contains(QStringLiteral("in 2 of 12 layers (2, 3).")),
                 qPrintable(bench.words()));
        bench.dismiss();
        run = broken(run, 1);
        bench.strip.showRun(run);
        QVERIFY(!bench.words().contains(headline));

        AnalysisSnapshot other = broken(running(12), 5);
        other.info = std::make_shared<RunInfo>(*other.info);
        bench.strip.showRun(other); // has not been dismissed
        QVERIFY(bench.words().contains(headline));
        bench.strip.showRun(running(12)); // has nothing to warn of
        QVERIFY(!bench.words().contains(headline));
    }

    void aWarningDoesNotCoverAFailure()
    {
        m_settings.clear();
        Bench bench;
        AnalysisSnapshot run = running(12);
        auto info = std::make_shared<RunInfo>(*run.info);
        info->advice = "Install OpenBLAS.";
        run.info = info;
        bench.strip.showFailure({.kind = ErrorKind::Internal, .detail = QStringLiteral("oops")});
        bench.strip.showRun(run);
        QVERIFY(bench.words().contains(QStringLiteral("oops")));
        bench.dismiss();
        bench.strip.showRun(run); // dismissing the failure has not dismissed the advice
        QVERIFY2(bench.words().contains(QStringLiteral("Install OpenBLAS (on Debian")),
                 qPrintable(bench.words()));
    }

    void aNewRunTakesTheMessageAway()
    {
        Bench bench;
        bench.strip.showRunFailure({.kind = ErrorKind::Internal, .detail = QStringLiteral("oops")});
        bench.strip.showStart(QStringLiteral("sample-12"));
        QVERIFY(!bench.words().contains(QStringLiteral("oops")));
        QVERIFY(bench.words().contains(QStringLiteral("sample-12")));
    }

private:
    test::TemporarySettings m_settings;
    QUrl m_opened;
};

QTEST_MAIN(TestProgressStrip)
#include "tst_ProgressStrip.moc"
