// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/SafetensorsFile.h"
#include "core/checkpoint/SafetensorsWriter.h"
#include "tests/core/checkpoint/CheckpointFiles.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace bathyscope;
using namespace bathyscope::test;

class TestSafetensorsWriter : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path target(const QString& name) const
    {
        return m_folder.filePath(name).toStdString();
    }

private slots:
    void writesTheFormatByteForByte()
    {
        const std::vector<TensorPlan> plan {{"a", DType::F32, {2}}, {"b", DType::U8, {}}};
        const std::filesystem::path path = target(QStringLiteral("bytes.safetensors"));
        SafetensorsWriter writer(path, plan, {{"format", "x"}});
        const std::array<float, 2> floats {1.0F, -2.0F};
        const std::array<std::uint8_t, 1> byte {'z'};
        writer.append(std::span<const float>(floats));
        writer.append(std::span<const std::uint8_t>(byte));
        writer.commit();
        const std::string header =
            R"({"__metadata__":{"format":"x"},"a":{"dtype":"F32","shape":[2],"data_offsets":)"
            R"([0,8]},"b":{"dtype":"U8","shape":[],"data_offsets":[8,9]}})";
        const std::string padded = header + std::string(8 - header.size() % 8, ' ');
        QCOMPARE(readFile(path),
                 safetensorsBytes(padded, std::string_view("\x00\x00\x80\x3F\x00\x00\x00\xC0z", 9)));
    }

    void readsBackWhatWasWritten()
    {
        const std::vector<TensorPlan> plan {
            {"lớp.0 \"\\\n", DType::F64, {2, 3}}, {"empty", DType::F32, {0, 5}}, {"ids", DType::I64, {3}}};
        const std::map<std::string, std::string> metadata {{"settings", R"({"seed": 1})"},
                                                           {"tên", "độ\tdài"}};
        const std::filesystem::path path = target(QStringLiteral("round.safetensors"));
        const std::vector<double> doubles {0.1, -0.0, 1e300, 5e-324, 3.0, -7.5};
        const std::vector<std::int64_t> ids {-1, 0, 1LL << 62};
        {
            SafetensorsWriter writer(path, plan, metadata);
            for (const double value : doubles) { // in pieces of any size
                writer.append(std::span<const double>(&value, 1));
            }
            writer.append(std::span<const std::int64_t>(ids));
            writer.commit();
        }
        const SafetensorsFile file(path);
        QCOMPARE(file.metadata(), metadata);
        QCOMPARE(file.tensors().size(), plan.size());
        QCOMPARE(file.tensors()[0].offset % 8, std::uint64_t {0});
        for (const TensorPlan& tensor : plan) {
            QVERIFY(file.find(tensor.name) != nullptr);
            QCOMPARE(file.find(tensor.name)->shape, tensor.shape);
        }
        QCOMPARE(file.readDoubles(*file.find(plan[0].name)), doubles);
        QCOMPARE(file.readIntegers(*file.find("ids")), ids);
    }

    void writesAFileOfNothing()
    {
        const std::filesystem::path path = target(QStringLiteral("nothing.safetensors"));
        SafetensorsWriter(path, {}, {}).commit();
        QVERIFY(SafetensorsFile(path).tensors().empty());
    }

    void refusesToCommitAnotherAmountOfData()
    {
        const std::filesystem::path path = target(QStringLiteral("amount.safetensors"));
        writeFile(path, "old");
        const std::vector<TensorPlan> plan {{"a", DType::F32, {2}}};
        const std::array<float, 3> values {};
        {
            SafetensorsWriter writer(path, plan, {});
            writer.append(std::span<const float>(values).first(1));
            BATHYSCOPE_VERIFY_REFUSED(writer.commit(), ErrorKind::Internal, "Only");
        }
        {
            SafetensorsWriter writer(path, plan, {});
            BATHYSCOPE_VERIFY_REFUSED(writer.append(std::span<const float>(values)), ErrorKind::Internal,
                                      "More data");
        }
        QCOMPARE(readFile(path), std::string("old"));
    }

    void refusesPlansThatNoFileCanHold_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<qint64>("dimension");
        QTest::addColumn<std::string>("words");
        QTest::newRow("same name twice")
            << std::string("a") << qint64 {1} << std::string("two tensors|\"a\"");
        QTest::newRow("reserved name")
            << std::string("__metadata__") << qint64 {1} << std::string("__metadata__");
        QTest::newRow("not UTF-8") << std::string("\xFF") << qint64 {1} << std::string("not UTF-8");
        QTest::newRow("negative dimension") << std::string("b") << qint64 {-1} << std::string("\"b\"|[-1]");
        QTest::newRow("too large alone")
            << std::string("b") << std::numeric_limits<qint64>::max() << std::string("\"b\"|too large");
        QTest::newRow("too large together")
            << std::string("b") << (qint64 {1} << 62) - 1 << std::string("\"b\"|too large");
    }

    void refusesPlansThatNoFileCanHold()
    {
        QFETCH(std::string, name);
        QFETCH(qint64, dimension);
        QFETCH(std::string, words);
        const std::vector<TensorPlan> plan {{"a", DType::F32, {2}}, {name, DType::F32, {dimension}}};
        const std::filesystem::path path = target(QStringLiteral("plan.safetensors"));
        BATHYSCOPE_VERIFY_REFUSED((SafetensorsWriter {path, plan, {}}), ErrorKind::Internal, words);
        QVERIFY(!std::filesystem::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestSafetensorsWriter)
#include "tst_SafetensorsWriter.moc"
