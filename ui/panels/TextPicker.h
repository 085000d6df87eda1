// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/Corpus.h"
#include "ui/runs/BackgroundJob.h"

#include <QString>
#include <QWidget>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

class QComboBox;
class QLabel;

namespace bathyscope::ui {

class MessageLabel;

/// Fetches a text, off the GUI thread; throws Error.
using TextFetch = std::function<Document(const std::stop_token&)>;

/// The text to be read: the shipped sample, a file (of JSON lines, the field that is chosen), what was
/// pasted, or the sample of FineWeb, which can be cancelled while it is fetched. Texts are read and checked
/// off the GUI thread; the text before stays chosen where one cannot be read. GUI thread.
class TextPicker final : public QWidget
{
    Q_OBJECT

public:
    /// Starts to read `sample`. Without a function, the sample of FineWeb comes from where the environment
    /// says.
    explicit TextPicker(std::filesystem::path sample, TextFetch fetchFineWeb = {}, QWidget* parent = nullptr);
    ~TextPicker() override;

    [[nodiscard]] std::shared_ptr<const Document> document() const; ///< null before the first is read
    [[nodiscard]] bool isReading() const;

    void openSample();
    void openFineWeb();
    void openFile(const std::filesystem::path& path);
    void setText(const QString& name, const QString& text);

    /// Asks for a file.
    void browse();

    /// Takes the text of the clipboard.
    void paste();

signals:
    void documentChanged(); ///< also when isReading() has
    void previewRequested();

private:
    /// What reading has given.
    struct Reading
    {
        std::shared_ptr<const Document> document; ///< null where it failed
        RunFailure failure {};
        std::vector<std::string> fields {}; ///< of JSON lines: those that may hold texts
        bool isFetched = false; ///< from the web, not from a file
    };
    using Job = BackgroundJob<Reading>;

    [[nodiscard]] QWidget* makeCard();
    [[nodiscard]] QWidget* makeFetching();
    [[nodiscard]] QWidget* makeField();
    [[nodiscard]] QWidget* makeButtons();
    void read(const QString& name, Job::Work work);
    void readField(const QString& field);
    void cancelFetching();
    void showReading(Reading reading);
    void showFailure(const RunFailure& failure);
    void showFields(const std::vector<std::string>& fields);
    void describe();

    std::filesystem::path m_sample;
    TextFetch m_fetchFineWeb;
    std::filesystem::path m_linesFile; ///< of JSON lines, whose field can be chosen; else empty
    std::shared_ptr<const Document> m_document;
    QLabel* m_name;
    QLabel* m_size;
    QLabel* m_origin;
    QWidget* m_fetching; ///< while a text is fetched: that it goes on, and the way to end it
    QComboBox* m_field;
    QWidget* m_fieldRow;
    MessageLabel* m_message;
    Job m_reading;
};

} // namespace bathyscope::ui
