// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/ui/report/MutatedRun.h"

#include <QTest>

#include <span>

using namespace bathyscope::test;

/// Run files come from strangers. Whatever numbers one holds, it is refused when it is opened, or everything
/// that is made of it is made.
class TestMutatedRun : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void survivesAnyNumber_data();
    void survivesAnyNumber();
    void drawsFilesThatAreNotRefused();

private:
    std::unique_ptr<MutatedRun> m_file;
};

void TestMutatedRun::initTestCase()
{
    m_file = std::make_unique<MutatedRun>();
}

void TestMutatedRun::survivesAnyNumber_data()
{
    QTest::addColumn<QString>("tensor");
    for (const std::string& tensor : m_file->tensors()) {
        QTest::addRow("%s", tensor.c_str()) << QString::fromStdString(tensor);
    }
}

void TestMutatedRun::survivesAnyNumber()
{
    QFETCH(const QString, tensor);
    const FailOnWarning failOnWarning;
    const std::string name = tensor.toStdString();
    constexpr std::size_t numTried = 5; // tst_MutatedRunElements tries them all
    for (const OddNumber& number : std::span(oddNumbers()).first(numTried)) {
        m_file->write(name, number, Extent::Whole);
        const QString problem = m_file->outcome(name, bathyscope::ui::FigureSize::ofPixels({220, 140}));
        QVERIFY2(problem.isEmpty(),
                 qPrintable(QString::fromLatin1(number.name) + QLatin1String(": ") + problem));
    }
}

void TestMutatedRun::drawsFilesThatAreNotRefused()
{
    QVERIFY(m_file->numDrawn() >= m_file->tensors().size()); // or nothing would have been tried
}

QTEST_MAIN(TestMutatedRun)
#include "tst_MutatedRun.moc"
