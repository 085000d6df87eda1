// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/Corpus.h"
#include "ui/BackgroundJob.h"

#include <QString>
#include <QWidget>

#include <filesystem>
#include <memory>

class QLabel;

namespace bathyscope::ui {

class MessageLabel;

/// The text to be read: the shipped sample, a file or what was pasted. Texts are read and checked off the GUI
/// thread; the text before stays chosen where one cannot be read. GUI thread.
class TextPicker final : public QWidget
{
    Q_OBJECT

public:
    /// Starts to read `sample`.
    explicit TextPicker(std::filesystem::path sample, QWidget* parent = nullptr);
    ~TextPicker() override;

    [[nodiscard]] std::shared_ptr<const Document> document() const; ///< null before the first is read
    [[nodiscard]] bool isReading() const;

    void openSample();
    void openFile(const std::filesystem::path& path);
    void setText(const QString& name, const QString& text);

    /// Asks for a file.
    void browse();

    /// Takes the text of the clipboard.
    void paste();

signals:
    void documentChanged(); ///< also when isReading() has

private:
    using Job = BackgroundJob<std::shared_ptr<const Document>>;

    [[nodiscard]] QWidget* makeCard();
    [[nodiscard]] QWidget* makeButtons();
    void read(const QString& name, Job::Work work);
    void showDocument(std::shared_ptr<const Document> document);
    void describe();

    std::filesystem::path m_sample;
    std::shared_ptr<const Document> m_document;
    QLabel* m_name;
    QLabel* m_size;
    MessageLabel* m_message;
    Job m_reading;
};

} // namespace bathyscope::ui
