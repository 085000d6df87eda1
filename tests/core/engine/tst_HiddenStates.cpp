// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
// ATen first: Qt's keyword macros would break its headers.
#include "core/engine/HiddenStates.h"

#include <QTest>

using namespace bathyscope;

class TestHiddenStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsStored_data()
    {
        QTest::addColumn<bool>("isInFile");
        QTest::newRow("in memory") << false;
        QTest::newRow("in a scratch file") << true;
    }

    void keepsWhatIsStored()
    {
        QFETCH(const bool, isInFile);
        const c10::InferenceMode inference;
        HiddenStates hidden =
            isInFile ? HiddenStates::inScratchFile(10, 6, at::kCPU) : HiddenStates(10, 6, at::kCPU);
        const at::Tensor first = at::randn({4, 6});
        const at::Tensor second = at::randn({6, 6});
        hidden.store(4, second);
        hidden.store(0, first);
        at::Tensor buffer;
        at::Tensor rows = hidden.load({.firstToken = 0, .numTokens = 4, .windows = {}}, buffer);
        QVERIFY(at::equal(rows, first));
        rows.add_(1); // as a layer changes them
        hidden.store(0, rows);
        QVERIFY(at::equal(hidden.load({.firstToken = 4, .numTokens = 6, .windows = {}}, buffer), second));
        QVERIFY(at::equal(hidden.load({.firstToken = 0, .numTokens = 4, .windows = {}}, buffer), first + 1));
        QCOMPARE(buffer.defined(), isInFile);
    }
};

QTEST_GUILESS_MAIN(TestHiddenStates)
#include "tst_HiddenStates.moc"
