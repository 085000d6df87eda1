// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/support/Resources.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bathyscope;

class TestResources : public QObject
{
    Q_OBJECT

private slots:
    void theVariableGoesFirst()
    {
        const QTemporaryDir folder;
        qputenv("BATHYSCOPE_RESOURCES", folder.path().toLocal8Bit());
        QCOMPARE(resourcesFolder(), std::filesystem::path(folder.path().toStdString()));
    }

    void aVariableThatNamesNoFolderIsRefused()
    {
        qputenv("BATHYSCOPE_RESOURCES", "/no/such/folder");
        try {
            (void)resourcesFolder();
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::FileMissing);
            QVERIFY(std::string(error.what()).find("BATHYSCOPE_RESOURCES names /no/such/folder")
                    != std::string::npos);
        }
    }

    void aBuildFolderUsesTheSourceTree()
    {
        for (const bool isEmpty : {false, true}) {
            qunsetenv("BATHYSCOPE_RESOURCES");
            if (isEmpty) {
                qputenv("BATHYSCOPE_RESOURCES", "");
            }
            QVERIFY(std::filesystem::exists(resourcesFolder() / "sample-models/sample-12/config.json"));
        }
    }
};

QTEST_GUILESS_MAIN(TestResources)
#include "tst_Resources.moc"
