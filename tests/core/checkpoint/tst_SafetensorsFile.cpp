// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/SafetensorsFile.h"
#include "core/support/Resources.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <sys/stat.h>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

/// What IEEE 754 says a pattern of `exponentBits` and `fractionBits` means, by ldexp.
double meaning(std::uint16_t pattern, int exponentBits, int fractionBits)
{
    const int bias = (1 << (exponentBits - 1)) - 1;
    const int allOnes = (1 << exponentBits) - 1;
    const int exponent = (pattern >> fractionBits) & allOnes;
    const int fraction = pattern & ((1 << fractionBits) - 1);
    double magnitude = std::ldexp(fraction + (1 << fractionBits), exponent - bias - fractionBits);
    if (exponent == 0) {
        magnitude = std::ldexp(fraction, 1 - bias - fractionBits);
    } else if (exponent == allOnes) {
        magnitude = fraction == 0 ? HUGE_VAL : std::nan("");
    }
    return (pattern & 0x8000U) != 0 ? -magnitude : magnitude;
}

constexpr std::string_view oneTensor = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";

} // namespace

class TestSafetensorsFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path store(std::string_view bytes) const
    {
        std::filesystem::path path = m_folder.filePath(QStringLiteral("x.safetensors")).toStdString();
        std::filesystem::remove_all(path);
        writeFile(path, bytes);
        return path;
    }

private slots:
    void readsAPublishedLayout()
    {
        const SafetensorsFile file(testData("tiny-gpt-neo/model.safetensors"));
        QCOMPARE(file.tensors().size(), std::size_t {56});
        QCOMPARE(file.metadata(), (std::map<std::string, std::string> {{"format", "pt"}}));
        const TensorView* tensor = file.find("transformer.h.2.mlp.c_fc.weight");
        QVERIFY(tensor != nullptr);
        QCOMPARE(tensor->dtype, DType::F32);
        QCOMPARE(tensor->shape, (std::vector<std::int64_t> {192, 48}));
        QCOMPARE(tensor->offset, std::uint64_t {5528 + 332736});
        QCOMPARE(tensor->numBytes, std::uint64_t {192} * 48 * 4);
        QVERIFY(file.find("transformer.h.2.mlp.c_fc") == nullptr);

        std::vector<float> values(tensor->numElements());
        file.readFloats(*tensor, 0, values);
        // Values and sum from NumPy.
        QCOMPARE(values[0], -0.2050248384475708F);
        QCOMPARE(values[2], -0.0027695074677467346F);
        QCOMPARE(values.back(), -0.388859361410141F);
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        QVERIFY(std::abs(sum - -17.487406134883713) < 1e-9); // 9,216 additions of doubles below 1
    }

    void readsHalvesAsNumpyDoes()
    {
        const SafetensorsFile file(resourcesFolder() / "sample-models/sample-12/model.safetensors");
        const TensorView* tensor = file.find("transformer.h.11.mlp.c_fc.weight");
        QVERIFY(tensor != nullptr && tensor->dtype == DType::F16);
        std::vector<float> values(tensor->numElements());
        file.readFloats(*tensor, 0, values);
        QCOMPARE(values[0], 0.0205841064453125F);
        QCOMPARE(values[2], -0.08038330078125F);
        QCOMPARE(values.back(), -0.0033626556396484375F);
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        QVERIFY(std::abs(sum - 16.431718051433563) < 1e-9); // 65,536 additions of multiples of 2^-24: exact
    }

    void listsTensorsInFileOrder()
    {
        const SafetensorsFile file(
            store(safetensorsBytes(R"({"b":{"dtype":"U8","shape":[3],"data_offsets":[2,5]},)"
                                   R"("a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
                                   "12345")));
        QCOMPARE(file.tensors()[0].name, std::string("a"));
        QCOMPARE(file.tensors()[1].name, std::string("b"));
    }

    void acceptsWhatTheFormatAllows_data()
    {
        QTest::addColumn<std::string>("header");
        QTest::addColumn<int>("dataBytes");
        QTest::addColumn<int>("numTensors");
        QTest::newRow("no tensors") << std::string("{}") << 0 << 0;
        QTest::newRow("padding after the header") << std::string("{}     ") << 0 << 0;
        QTest::newRow("only metadata")
            << std::string(R"({"__metadata__":{"k":"v","größe":"độ dài"}})") << 0 << 0;
        QTest::newRow("a scalar") << std::string(R"({"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]}})")
                                  << 8 << 1;
        QTest::newRow("an empty tensor")
            << std::string(R"({"a":{"dtype":"F32","shape":[0,4],"data_offsets":[0,0]}})") << 0 << 1;
        QTest::newRow("empty tensors between others")
            << std::string(R"({"c":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},)"
                           R"("b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]},)"
                           R"("a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                           R"("d":{"dtype":"U8","shape":[7,0],"data_offsets":[2,2]}})")
            << 2 << 4;
        QTest::newRow("unaligned data")
            << std::string(R"({"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]},)"
                           R"("b":{"dtype":"F64","shape":[1],"data_offsets":[1,9]}})")
            << 9 << 2;
        for (const auto& [name, bytes] : std::initializer_list<std::pair<const char*, int>> {{"BOOL", 1},
                                                                                             {"U8", 1},
                                                                                             {"I8", 1},
                                                                                             {"F8_E5M2", 1},
                                                                                             {"F8_E4M3", 1},
                                                                                             {"I16", 2},
                                                                                             {"U16", 2},
                                                                                             {"F16", 2},
                                                                                             {"BF16", 2},
                                                                                             {"I32", 4},
                                                                                             {"U32", 4},
                                                                                             {"F32", 4},
                                                                                             {"I64", 8},
                                                                                             {"U64", 8},
                                                                                             {"F64", 8}}) {
            const auto end = std::size_t {3} * static_cast<std::size_t>(bytes);
            QTest::newRow(name) << oneTensorHeader(name, "[3]", end) << 3 * bytes << 1;
        }
    }

    void acceptsWhatTheFormatAllows()
    {
        QFETCH(std::string, header);
        QFETCH(int, dataBytes);
        QFETCH(int, numTensors);
        const SafetensorsFile file(
            store(safetensorsBytes(header, std::string(static_cast<std::size_t>(dataBytes), 'x'))));
        QCOMPARE(file.tensors().size(), static_cast<std::size_t>(numTensors));
        for (const TensorView& tensor : file.tensors()) {
            std::vector<std::byte> bytes(tensor.numBytes);
            file.readBytes(tensor, 0, bytes);
            QVERIFY(std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte {'x'}; }));
        }
    }

    void refusesABrokenHeader_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* name, std::string_view header, std::size_t dataBytes,
                            const char* words) {
            QTest::newRow(name) << safetensorsBytes(header, std::string(dataBytes, '\0'))
                                << std::string(words);
        };
        const std::string length100MB("\x00\xE1\xF5\x05\x00\x00\x00\x00{}", 10);
        const std::string lengthBeyond("\x01\xE1\xF5\x05\x00\x00\x00\x00{}", 10);
        QTest::newRow("empty file") << std::string() << std::string("0 bytes");
        QTest::newRow("seven bytes") << std::string("1234567") << std::string("7 bytes|get it again");
        QTest::newRow("absurd length")
            << std::string(16, '\xFF') << std::string("18446744073709551615|100000000");
        QTest::newRow("length one too large") << lengthBeyond << std::string("100000001|at most 100000000");
        QTest::newRow("length beyond the file")
            << length100MB << std::string("100000000|only 2 follow|cut short");
        row("empty header", "", 0, "begin with '{'");
        row("space before the header", " {}", 0, "begin with '{'");
        row("byte order mark", "\xEF\xBB\xBF{}", 0, "begin with '{'");
        row("a list", "[]", 0, "begin with '{'");
        row("not JSON", "{]", 0, "not JSON");
        row("header cut short", R"({"a":{"dtype":"F32")", 0, "not JSON");
        row("second value", "{} {}", 0, "not JSON");
        row("NUL after the header", std::string_view("{}\0garbage", 10), 0, "NUL");
        row("ill-formed UTF-8", "{\"a\xFF\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0,
            "UTF-8");
        row("a tensor is a number", R"({"a":1})", 0, "\"a\"|number 1|instead of an object");
        row("a tensor is null", R"({"a":null})", 0, "\"a\"|null|instead of an object");
        row("a tensor is a list", R"({"a":[]})", 0, "\"a\"|a list|instead of an object");
        row("metadata is text", R"({"__metadata__":"x"})", 0, "__metadata__");
        row("metadata holds a number", R"({"__metadata__":{"k":1}})", 0,
            "\"k\"|__metadata__|instead of a text");
        row("metadata holds an object", R"({"__metadata__":{"k":{}}})", 0,
            "\"k\"|__metadata__|instead of a text");
        row("metadata key twice", R"({"__metadata__":{"k":"1","k":"2"}})", 0, "\"k\" twice");
        row("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", 0, "\"__metadata__\" twice");
        row("tensor twice",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
            2, "\"a\" twice");
        row("dtype twice", R"({"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1,
            "dtype twice");
        row("no dtype", R"({"a":{"shape":[1],"data_offsets":[0,1]}})", 1, "\"a\"|no dtype");
        row("no shape", R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", 1, "\"a\"|no shape");
        row("no offsets", R"({"a":{"dtype":"U8","shape":[1]}})", 1, "\"a\"|no data_offsets");
        row("unknown entry", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}})", 1,
            R"("a"|"x")");
        row("unknown type", R"({"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}})", 8, R"("a"|"C64")");
        row("type is a number", R"({"a":{"dtype":7,"shape":[1],"data_offsets":[0,1]}})", 1, "\"a\"|dtype");
        row("shape is a number", R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})", 1, "\"a\"|shape");
        row("negative dimension", R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1, "-1|shape");
        row("fractional dimension", R"({"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}})", 1,
            "1.5|shape");
        row("dimension in quotes", R"({"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}})", 1, "shape");
        row("nested shape", R"({"a":{"dtype":"U8","shape":[[1]],"data_offsets":[0,1]}})", 1, "a list|shape");
        row("dimension beyond 63 bits",
            R"({"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,1]}})", 1,
            "9223372036854775808");
        row("dimension beyond 64 bits",
            R"({"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}})", 1,
            "99999999999999999999");
        row("product wraps to 0",
            R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0, "too large");
        row("product with the type wraps to 8",
            R"({"a":{"dtype":"F64","shape":[2305843009213693953],"data_offsets":[0,8]}})", 8, "too large");
        row("one offset", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})", 1, "1 instead of two");
        row("three offsets", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}})", 1,
            "more than two");
        row("negative offset", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}})", 1,
            "-1|data_offsets");
        row("end before beginning", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})", 1,
            "before its beginning");
        row("bytes do not fit the shape", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4,
            "[2]|F32|8 bytes|span 4");
        row("hole at the beginning", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2,
            "hole of 1 bytes|\"a\"");
        row("hole between",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}})",
            4, "hole of 2 bytes|\"b\"");
        row("overlap",
            R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
            3, R"("a" and "b" overlap)");
        row("same place",
            R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
            2, R"("a" and "b" overlap)");
        row("empty tensor inside another",
            R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}})",
            2, "overlap");
        row("data cut short", oneTensor, 7, "\"a\"|bytes 0 to 8|only 7 bytes|cut short");
        row("data after the end", oneTensor, 9, "end at byte 8|9 bytes");
        row("offsets near 2^64",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[18446744073709551614,18446744073709551615]}})",
            1, "only 1 bytes");
    }

    void refusesABrokenHeader()
    {
        QFETCH(std::string, bytes);
        QFETCH(std::string, words);
        const std::filesystem::path path = store(bytes);
        BATHYSCOPE_VERIFY_REFUSED(SafetensorsFile {path}, ErrorKind::BadFormat,
                                  words + "|x.safetensors is not a valid safetensors file");
    }

    void survivesDeepNesting_data()
    {
        QTest::addColumn<std::string>("opening");
        QTest::newRow("lists") << std::string("[");
        QTest::newRow("objects") << std::string(R"({"a":)");
    }

    void survivesDeepNesting()
    {
        QFETCH(std::string, opening);
        std::string header = R"({"a":)";
        for (int i = 0; i < 1'000'000; ++i) {
            header += opening;
        }
        const std::filesystem::path path = store(safetensorsBytes(header, ""));
        BATHYSCOPE_VERIFY_REFUSED(SafetensorsFile {path}, ErrorKind::BadFormat, "\"a\"");
    }

    void shortensHostileNamesInMessages()
    {
        const std::string name = std::string(100'000, 'x') + "\\u001b";
        const std::filesystem::path path = store(safetensorsBytes("{\"" + name + "\":1}", ""));
        const auto refusal = refusalOf([&] { SafetensorsFile {path}; });
        QVERIFY(refusal.has_value());
        QVERIFY(refusal->message.size() < 500);
    }

    void refusesWhatIsNoFile()
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        BATHYSCOPE_VERIFY_REFUSED(SafetensorsFile {folder / "absent.safetensors"}, ErrorKind::FileMissing,
                                  "absent.safetensors|does not exist");
        BATHYSCOPE_VERIFY_REFUSED(SafetensorsFile {folder}, ErrorKind::FileUnreadable, "a folder");
        const std::filesystem::path pipe = folder / "pipe.safetensors";
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        BATHYSCOPE_VERIFY_REFUSED(SafetensorsFile {pipe}, ErrorKind::FileUnreadable, "not an ordinary file");
    }

    void saysWhenAnOpenFileIsCutShort()
    {
        const std::filesystem::path path = store(safetensorsBytes(oneTensor, std::string(8, '\0')));
        const SafetensorsFile file(path);
        std::filesystem::resize_file(path, std::filesystem::file_size(path) - 4);
        std::array<float, 2> values {};
        BATHYSCOPE_VERIFY_REFUSED(file.readFloats(*file.find("a"), 0, values), ErrorKind::FileUnreadable,
                                  "cut short|x.safetensors");
    }

    void readsNothingBeyondATensor()
    {
        const SafetensorsFile file(
            store(safetensorsBytes(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                   R"("b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})",
                                   std::string(16, '\0'))));
        const TensorView& tensor = *file.find("a");
        std::array<float, 2> values {};
        std::array<std::byte, 8> bytes {};
        BATHYSCOPE_VERIFY_REFUSED(file.readFloats(tensor, 1, values), ErrorKind::Internal, "\"a\"");
        BATHYSCOPE_VERIFY_REFUSED(file.readFloats(tensor, ~std::uint64_t {0}, values), ErrorKind::Internal,
                                  "\"a\"");
        BATHYSCOPE_VERIFY_REFUSED(file.readBytes(tensor, 1, bytes), ErrorKind::Internal, "\"a\"");
        BATHYSCOPE_VERIFY_REFUSED(file.readBytes(tensor, ~std::uint64_t {0}, bytes), ErrorKind::Internal,
                                  "\"a\"");
    }

    void convertsEveryTwoByteValueExactly_data()
    {
        QTest::addColumn<std::string>("dtype");
        QTest::addColumn<int>("exponentBits");
        QTest::addColumn<int>("fractionBits");
        QTest::newRow("F16") << std::string("F16") << 5 << 10;
        QTest::newRow("BF16") << std::string("BF16") << 8 << 7;
    }

    void convertsEveryTwoByteValueExactly()
    {
        QFETCH(std::string, dtype);
        QFETCH(int, exponentBits);
        QFETCH(int, fractionBits);
        std::vector<std::uint16_t> patterns(65536);
        std::iota(patterns.begin(), patterns.end(), std::uint16_t {0});
        std::string data(131072, '\0');
        std::memcpy(data.data(), patterns.data(), data.size());
        const SafetensorsFile file(store(safetensorsBytes(oneTensorHeader(dtype, "[65536]", 131072), data)));
        std::vector<float> values(patterns.size());
        file.readFloats(*file.find("a"), 0, values);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double expected = meaning(patterns[i], exponentBits, fractionBits);
            const bool isSame =
                std::isnan(expected) ? std::isnan(values[i]) : static_cast<double>(values[i]) == expected;
            QVERIFY2(isSame && std::signbit(values[i]) == std::signbit(expected), std::to_string(i).c_str());
            if (std::isnan(expected)) { // the payload's bits stay on top
                const auto payload = std::bit_cast<std::uint32_t>(values[i]) & 0x7FFFFFU;
                const auto stored = static_cast<std::uint32_t>(patterns[i]) & ((1U << fractionBits) - 1);
                QCOMPARE(payload, stored << (23 - fractionBits));
            }
        }
    }

    void readsAnyPartOfATensor_data()
    {
        QTest::addColumn<std::string>("dtype");
        QTest::addColumn<int>("bytes");
        QTest::newRow("F16") << std::string("F16") << 2;
        QTest::newRow("BF16") << std::string("BF16") << 2;
        QTest::newRow("F32") << std::string("F32") << 4;
        QTest::newRow("F64") << std::string("F64") << 8;
    }

    /// Odd lengths around the width of vectors and the size of the staging buffer.
    void readsAnyPartOfATensor()
    {
        QFETCH(std::string, dtype);
        QFETCH(int, bytes);
        constexpr std::size_t numElements = 70'001;
        const std::size_t dataBytes = numElements * static_cast<std::size_t>(bytes);
        std::string data(dataBytes, '\0');
        for (std::size_t i = 0; i < dataBytes; ++i) {
            data[i] = static_cast<char>(i % 61); // no infinity and no NaN in any type
        }
        const SafetensorsFile file(
            store(safetensorsBytes(oneTensorHeader(dtype, "[70001]", dataBytes), data)));
        const TensorView& tensor = *file.find("a");
        std::vector<float> whole(numElements);
        file.readFloats(tensor, 0, whole);
        for (const auto& [first, count] :
             std::initializer_list<std::pair<std::size_t, std::size_t>> {{0, 0},
                                                                         {numElements, 0},
                                                                         {1, 1},
                                                                         {3, 17},
                                                                         {5, 33},
                                                                         {1, 32'769},
                                                                         {32'768, 32'767},
                                                                         {69'999, 2}}) {
            std::vector<float> part(count);
            file.readFloats(tensor, first, part);
            QVERIFY(std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(first)));
        }
        const std::vector<double> doubles = file.readDoubles(tensor);
        QCOMPARE(doubles.size(), numElements);
        for (std::size_t i = 0; i < numElements; ++i) {
            QCOMPARE(static_cast<float>(doubles[i]), whole[i]);
        }
    }

    void readsDoublesAndIntegersExactly()
    {
        const std::array<double, 2> doubles {0.1, -1e300};
        const std::array<std::int64_t, 2> longs {std::numeric_limits<std::int64_t>::min(), 7};
        const std::array<std::int32_t, 2> ints {-5, std::numeric_limits<std::int32_t>::max()};
        std::string data(40, '\0');
        std::memcpy(data.data(), doubles.data(), 16);
        std::memcpy(data.data() + 16, longs.data(), 16);
        std::memcpy(data.data() + 32, ints.data(), 8);
        const SafetensorsFile file(
            store(safetensorsBytes(R"({"d":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},)"
                                   R"("l":{"dtype":"I64","shape":[2],"data_offsets":[16,32]},)"
                                   R"("i":{"dtype":"I32","shape":[2],"data_offsets":[32,40]}})",
                                   data)));
        QCOMPARE(file.readDoubles(*file.find("d")), std::vector<double>(doubles.begin(), doubles.end()));
        QCOMPARE(file.readIntegers(*file.find("l")), std::vector<std::int64_t>(longs.begin(), longs.end()));
        QCOMPARE(file.readIntegers(*file.find("i")), std::vector<std::int64_t>(ints.begin(), ints.end()));
        BATHYSCOPE_VERIFY_REFUSED((void)file.readDoubles(*file.find("l")), ErrorKind::BadFormat,
                                  "\"l\"|I64|F64");
        BATHYSCOPE_VERIFY_REFUSED((void)file.readIntegers(*file.find("d")), ErrorKind::BadFormat,
                                  "\"d\"|F64|I64");
        std::array<float, 2> floats {};
        BATHYSCOPE_VERIFY_REFUSED(file.readFloats(*file.find("i"), 0, floats), ErrorKind::InconsistentModel,
                                  "\"i\"|I32|F32");
    }
};

QTEST_GUILESS_MAIN(TestSafetensorsFile)
#include "tst_SafetensorsFile.moc"
