// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "ui/hub/HttpClient.h"
#include "ui/panels/TextPicker.h"
#include "ui/widgets/MessageLabel.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QThreadPool>
#include <QToolButton>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

std::filesystem::path sample()
{
    return resourcesFolder() / "sample-text.txt";
}

/// A text from the web that comes when a test says so. Must outlive the pickers.
class SlowFetch
{
public:
    [[nodiscard]] TextFetch function()
    {
        return [this](const std::stop_token& stop) -> Document {
            std::unique_lock lock(m_mutex);
            ++m_numAsked;
            if (!m_told.wait(lock, stop, [this] { return m_step != nullptr; })) {
                ++m_numStopped;
                throw FetchStopped();
            }
            return std::exchange(m_step, nullptr)();
        };
    }

    void tell(std::function<Document()> step)
    {
        const std::lock_guard lock(m_mutex);
        m_step = std::move(step);
        m_told.notify_all();
    }

    [[nodiscard]] int numAsked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_numAsked;
    }

    [[nodiscard]] int numStopped() const
    {
        const std::lock_guard lock(m_mutex);
        return m_numStopped;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_told;
    std::function<Document()> m_step;
    int m_numAsked = 0;
    int m_numStopped = 0;
};

Document pagesOfTheWeb()
{
    Document document = makeDocument("FineWeb", "deep<|endoftext|>sea");
    document.origin = "a collection, ODC-By 1.0";
    return document;
}

QToolButton* fineWebButton(const TextPicker& picker)
{
    const auto buttons = picker.findChildren<QToolButton*>();
    const auto found = std::ranges::find_if(
        buttons, [](const QToolButton* button) { return button->text() == QStringLiteral("Fine&Web"); });
    return found == buttons.end() ? nullptr : *found;
}

bool says(const TextPicker& picker, const QString& words)
{
    return std::ranges::any_of(picker.findChildren<QLabel*>(),
                               [&words](const QLabel* label) { return label->text().contains(words); });
}

} // namespace

class TestTextPicker : public QObject
{
    Q_OBJECT

private slots:
    void startsWithTheSample()
    {
        const test::FailOnWarning failOnWarning;
        const TextPicker picker(sample());
        QVERIFY(picker.isReading());
        QVERIFY(!picker.document());
        QTRY_VERIFY(picker.document());
        QVERIFY(!picker.isReading());
        QCOMPARE(picker.document()->name, "sample-text.txt");
        QVERIFY(says(picker, QStringLiteral("sample-text.txt")));
        QVERIFY(says(picker, QLocale().toString(static_cast<qulonglong>(picker.document()->numCodePoints))));
    }

    void takesTheTextOfTheClipboard()
    {
        TextPicker picker(sample());
        QTRY_VERIFY(picker.document());
        QGuiApplication::clipboard()->setText(QStringLiteral("Nước biển sâu"));
        picker.paste();
        QTRY_COMPARE(picker.document()->text, "Nước biển sâu");
        QCOMPARE(picker.document()->numCodePoints, 13U);
        picker.openSample();
        QTRY_COMPARE(picker.document()->name, "sample-text.txt");
    }

    void saysSoWhenTheClipboardHasNoText()
    {
        TextPicker picker(sample());
        QTRY_VERIFY(picker.document());
        QGuiApplication::clipboard()->clear();
        picker.paste();
        QVERIFY(!picker.findChild<MessageLabel*>()->isHidden());
        QCOMPARE(picker.document()->name, "sample-text.txt");
    }

    void warnsOfReplacedSequences()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("torn.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("sea \xff sky \xc3");
        file.close();
        TextPicker picker(sample());
        QTRY_VERIFY(picker.document());
        picker.openFile(file.fileName().toStdString());
        QTRY_COMPARE(picker.document()->name, "torn.txt");
        QCOMPARE(picker.document()->numReplaced, 2U);
        const QString message = picker.findChild<MessageLabel*>()->text();
        QVERIFY2(message.startsWith(u'2'), qPrintable(message));
        QVERIFY2(message.contains(u'4'), qPrintable(message)); // the byte
    }

    void keepsTheTextWhenAnotherCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << QByteArray() << QStringLiteral("other.txt");
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe\x41\x00", 4) << QStringLiteral("UTF-16");
        QTest::newRow("not a text") << QByteArray("\x7f\x45\x4c\x46\x00\x01", 6)
                                    << QStringLiteral("other.txt");
    }

    void keepsTheTextWhenAnotherCannotBeRead()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, words);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("other.txt")));
        if (!bytes.isEmpty()) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
            file.close();
        }
        TextPicker picker(sample());
        QTRY_VERIFY(picker.document());
        QSignalSpy changed(&picker, &TextPicker::documentChanged);
        picker.openFile(file.fileName().toStdString());
        QTRY_VERIFY(!picker.isReading());
        QCOMPARE(changed.count(), 2); // reading, and no longer
        QCOMPARE(picker.document()->name, "sample-text.txt");
        QVERIFY(says(picker, QStringLiteral("sample-text.txt")));
        const QString message = picker.findChild<MessageLabel*>()->text();
        QVERIFY2(message.contains(words), qPrintable(message));
    }

    void aFieldOfJsonLinesIsChosen()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("odd \"name\".jsonl")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"title\": \"A\", \"text\": \"deep\"}\n{\"title\": \"B\", \"text\": \"sea\"}\n");
        file.close();
        TextPicker picker(sample());
        picker.show();
        auto* field = picker.findChild<QComboBox*>();
        QTRY_VERIFY(picker.document());
        QVERIFY(!field->isVisible());
        picker.openFile(file.fileName().toStdString());
        QTRY_COMPARE(picker.document()->text, "deep<|endoftext|>sea");
        QVERIFY(field->isVisible());
        QCOMPARE(field->currentText(), QStringLiteral("text"));
        QCOMPARE(field->count(), 2);
        QVERIFY(says(picker, QStringLiteral("in 2 documents")));

        field->setCurrentText(QStringLiteral("title"));
        emit field->textActivated(QStringLiteral("title"));
        QTRY_COMPARE(picker.document()->text, "A<|endoftext|>B");
        QCOMPARE(field->currentText(), QStringLiteral("title"));
        picker.openSample();
        QTRY_COMPARE(picker.document()->name, "sample-text.txt");
        QVERIFY(!field->isVisible());
    }

    void aMissingFieldIsNamedWithThoseThatAreThere()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("other.jsonl")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"content\": \"deep\"}\n");
        file.close();
        TextPicker picker(sample());
        picker.show();
        QTRY_VERIFY(picker.document());
        picker.openFile(file.fileName().toStdString());
        QTRY_VERIFY(!picker.isReading());
        QCOMPARE(picker.document()->name, "sample-text.txt");
        const QString message = picker.findChild<MessageLabel*>()->text();
        QVERIFY2(message.contains(QStringLiteral("Line 1")) && message.contains(QStringLiteral("content")),
                 qPrintable(message));
        auto* field = picker.findChild<QComboBox*>();
        QVERIFY(field->isVisible());
        QCOMPARE(field->itemText(0), QStringLiteral("content"));
        field->setCurrentText(QStringLiteral("content"));
        QTest::keyClick(field->lineEdit(), Qt::Key_Return);
        QTRY_COMPARE(picker.document()->text, "deep");
        QVERIFY(picker.findChild<MessageLabel*>()->isHidden());
    }

    void fetchesTheSampleOfFineWeb()
    {
        const test::FailOnWarning failOnWarning;
        SlowFetch fetch;
        TextPicker picker(sample(), fetch.function());
        picker.show();
        QTRY_VERIFY(picker.document());
        auto* bar = picker.findChild<QProgressBar*>();
        QVERIFY(!bar->isVisible());
        fineWebButton(picker)->click();
        QVERIFY(picker.isReading());
        QVERIFY(bar->isVisible());
        QVERIFY(says(picker, QStringLiteral("Asking for the text")));
        QTRY_COMPARE(fetch.numAsked(), 1);
        fetch.tell(&pagesOfTheWeb);
        QTRY_VERIFY(!picker.isReading());
        QVERIFY(!bar->isVisible());
        QCOMPARE(picker.document()->name, "FineWeb");
        QVERIFY(says(picker, QStringLiteral("FineWeb")));
        QVERIFY(says(picker, QStringLiteral("in 2 documents")));
        QVERIFY(says(picker, QStringLiteral("a collection, ODC-By 1.0")));
        picker.openSample();
        QTRY_COMPARE(picker.document()->name, "sample-text.txt");
        QVERIFY(picker.document()->origin.empty());
    }

    void fetchingCanBeCancelled()
    {
        SlowFetch fetch;
        TextPicker picker(sample(), fetch.function());
        picker.show();
        QTRY_VERIFY(picker.document());
        fineWebButton(picker)->click();
        QTRY_COMPARE(fetch.numAsked(), 1);
        QSignalSpy changed(&picker, &TextPicker::documentChanged);
        picker.findChild<QPushButton*>()->click();
        QVERIFY(!picker.isReading());
        QCOMPARE(changed.count(), 1);
        QVERIFY(!picker.findChild<QProgressBar*>()->isVisible());
        QCOMPARE(picker.document()->name, "sample-text.txt");
        QVERIFY(says(picker, QStringLiteral("sample-text.txt")));
        QVERIFY(picker.findChild<MessageLabel*>()->isHidden());
        QTRY_COMPARE(fetch.numStopped(), 1);
    }

    void whatWentWrongWithFetchingIsSaidAndTheTextStays()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("lines.jsonl")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"title\": \"A\", \"text\": \"deep\"}\n");
        file.close();
        SlowFetch fetch;
        TextPicker picker(sample(), fetch.function());
        picker.show();
        picker.openFile(file.fileName().toStdString());
        QTRY_VERIFY(picker.document());
        picker.openFineWeb();
        fetch.tell([]() -> Document { throw Error(ErrorKind::Network, "The server is tired; try again."); });
        QTRY_VERIFY(!picker.isReading());
        QCOMPARE(picker.document()->name, "lines.jsonl");
        const QString message = picker.findChild<MessageLabel*>()->text();
        QVERIFY2(message.contains(QStringLiteral("The server is tired; try again.")), qPrintable(message));
        auto* field = picker.findChild<QComboBox*>(); // still that file's
        QVERIFY(field->isVisible());
        QCOMPARE(field->count(), 2);
        picker.openFineWeb();
        QVERIFY(picker.findChild<MessageLabel*>()->isHidden());
        fetch.tell(&pagesOfTheWeb);
        QTRY_COMPARE(picker.document()->name, "FineWeb");
        QVERIFY(!field->isVisible());
    }

    /// The pool has a thread a core; one that waits for the web must not be one less for files.
    void textsAreReadWhileTheWebIsSlow()
    {
        QThreadPool::globalInstance()->setMaxThreadCount(1);
        SlowFetch fetch;
        TextPicker slow(sample(), fetch.function());
        QTRY_VERIFY(slow.document());
        slow.openFineWeb();
        QTRY_COMPARE(fetch.numAsked(), 1);
        const TextPicker other(sample());
        QTRY_VERIFY(other.document());
        fetch.tell(&pagesOfTheWeb);
        QTRY_COMPARE(slow.document()->name, "FineWeb");
        QThreadPool::globalInstance()->waitForDone();
        QThreadPool::globalInstance()->setMaxThreadCount(QThread::idealThreadCount());
    }

    void endsFetchingWithTheWindow()
    {
        SlowFetch fetch;
        {
            TextPicker picker(sample(), fetch.function());
            picker.openFineWeb();
            QTRY_COMPARE(fetch.numAsked(), 1);
        }
        QTRY_COMPARE(fetch.numStopped(), 1);
    }

    void thePreviewIsAskedFor()
    {
        TextPicker picker(sample());
        QSignalSpy requested(&picker, &TextPicker::previewRequested);
        picker.findChild<QToolButton*>(QStringLiteral("preview"))->click();
        QCOMPARE(requested.count(), 1);
    }

    void theLastOneOpenedWins()
    {
        TextPicker picker(sample());
        for (int i = 0; i < 20; ++i) {
            picker.setText(QStringLiteral("text %1").arg(i), QStringLiteral("words %1").arg(i));
        }
        QTRY_VERIFY(!picker.isReading());
        QCOMPARE(picker.document()->name, "text 19");
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestTextPicker)
#include "tst_TextPicker.moc"
