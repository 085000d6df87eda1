// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/ModelDownload.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <cstdint>

class QLabel;
class QProgressBar;
class QPushButton;

namespace bathyscope::ui {

class MessageLabel;

/// What a card says of a model that is not here, or not all of it.
struct DownloadCardText
{
    QString title;
    QString size {}; ///< "12 layers × 3,072 neurons"; empty where that is not known
    std::uint64_t bytesHere = 0; ///< of the weights, from an earlier download
    std::uint64_t bytesTotal = 0; ///< of the weights; 0 where that is not known
    std::size_t numLayers = 0;
};

/// A model that can be fetched: how large it is and a button that begins; then progress, speed and time left,
/// pause and cancel; what went wrong and the next step, where something did. GUI thread.
class DownloadCard final : public QWidget
{
    Q_OBJECT

public:
    /// `blob` is what an earlier download has left a part of, empty for none.
    DownloadCard(const DownloadCardText& text, ModelOrder order, DownloadFunctions functions,
                 std::string blob, QWidget* parent = nullptr);

    [[nodiscard]] ModelDownload& download() const;
    [[nodiscard]] const QString& title() const;

signals:
    void fetched(); ///< the model is here, in download().folder()

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void follow();
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString progressText() const;
    void press();

    DownloadCardText m_text;
    ModelDownload* m_download;
    QLabel* m_state;
    QProgressBar* m_bar;
    QPushButton* m_begin; ///< beside the title, while nothing has come yet: the card takes little room then
    QPushButton* m_main; ///< pauses, goes on
    QPushButton* m_cancel;
    MessageLabel* m_message;
};

} // namespace bathyscope::ui
