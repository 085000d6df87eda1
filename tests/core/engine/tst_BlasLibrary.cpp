// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BlasLibrary.h"

#include <QTest>

#include <dlfcn.h>

using namespace bathyscope;

class TestBlasLibrary : public QObject
{
    Q_OBJECT

private slots:
    void knowsLibrariesByTheirFiles_data();
    void knowsLibrariesByTheirFiles();
    void asksTheLibraryItself_data();
    void asksTheLibraryItself();
    void findsTheOneThatIsLoaded();
    void saysSoWhereItIsNotKnown();
};

void TestBlasLibrary::knowsLibrariesByTheirFiles_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<BlasKind>("kind");
    const auto row = [](const char* name, const char* path, BlasKind kind) {
        QTest::newRow(name) << QByteArray(path) << kind;
    };
    using enum BlasKind;
    row("Debian's OpenBLAS", "/usr/lib/x86_64-linux-gnu/openblas-openmp/libblas.so.3", Optimized);
    row("OpenBLAS itself", "/opt/lib/libopenblasp-r0.3.21.so", Optimized);
    row("MKL", "/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so.2", Optimized);
    row("Debian's BLIS", "/usr/lib/x86_64-linux-gnu/blis-openmp/libblas.so.4", Optimized);
    row("Debian's ATLAS", "/usr/lib/x86_64-linux-gnu/atlas/libblas.so.3.10.3", Optimized);
    row("Arm's", "/opt/arm/armpl/lib/libarmpl_lp64_mp.so", Optimized);
    row("Debian's reference", "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", Reference);
    row("Fedora's reference", "/usr/lib64/libblas.so.3.12.0", Reference);
    row("Netlib's own name", "/usr/local/lib/librefblas.so", Reference);
    row("a switch between several", "/usr/lib64/libflexiblas.so.3", Unknown);
    row("nothing", "", Unknown);
}

void TestBlasLibrary::knowsLibrariesByTheirFiles()
{
    QFETCH(const QByteArray, path);
    QFETCH(const BlasKind, kind);
    QCOMPARE(blasKindOfFile(path.toStdString()), kind);
}

void TestBlasLibrary::asksTheLibraryItself_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<BlasKind>("kind");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("OpenBLAS") << QByteArray("/usr/lib/x86_64-linux-gnu/openblas-openmp/libblas.so.3")
                              << BlasKind::Optimized << QByteArray("OpenBLAS 0.");
    QTest::newRow("reference") << QByteArray("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3")
                               << BlasKind::Reference << QByteArray("/blas/libblas.so.3");
}

/// Each on its own, whatever else the process has loaded.
void TestBlasLibrary::asksTheLibraryItself()
{
    QFETCH(const QByteArray, path);
    QFETCH(const BlasKind, kind);
    QFETCH(const QByteArray, words);
    void* handle = dlopen(path.constData(), RTLD_LAZY | RTLD_LOCAL);
    if (handle == nullptr) {
        QSKIP("this library is not installed here");
    }
    const BlasLibrary library = blasOf(dlsym(handle, "sgemm_"));
    QCOMPARE(library.kind, kind);
    QVERIFY2(library.name.find(words.toStdString()) != std::string::npos, library.name.c_str());
}

void TestBlasLibrary::findsTheOneThatIsLoaded()
{
    const BlasLibrary& library = loadedBlas();
    QVERIFY(!library.name.empty());
    const BlasLibrary asked = blasOf(dlsym(RTLD_DEFAULT, "sgemm_"));
    QCOMPARE(library.name, asked.name);
    QCOMPARE(library.kind, asked.kind);
    qInfo("%s", library.name.c_str());
}

void TestBlasLibrary::saysSoWhereItIsNotKnown()
{
    QCOMPARE(blasOf(nullptr).kind, BlasKind::Unknown);
    QCOMPARE(blasOf(nullptr).name, std::string("unknown BLAS"));
}

QTEST_GUILESS_MAIN(TestBlasLibrary)
#include "tst_BlasLibrary.moc"
