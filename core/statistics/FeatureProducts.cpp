// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FeatureProducts.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <limits>

namespace bathyscope {

namespace {

/// out[g, neuron] = Σ over tokens of (a − mean) · feature g, for featureGroup neighbouring features.
BATHYSCOPE_TARGET_CLONES
void multiplyTile(const ActivationTile& tile, const double* means, const double* features,
                  std::size_t featureStride, double* out)
{
    constexpr std::size_t numVectors = 2;
    for (std::size_t first = 0; first < tileNeurons; first += numVectors * doubleLanes) {
        std::array<DoubleVector, numVectors> mean {};
        for (std::size_t v = 0; v < numVectors; ++v) {
            load(means + first + v * doubleLanes, mean[v]);
        }
        std::array<std::array<DoubleVector, numVectors>, featureGroup> sums {};
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            const double* row = features + token * featureStride;
            for (std::size_t v = 0; v < numVectors; ++v) {
                DoubleVector x;
                loadAsDoubles(tile.row(token) + first + v * doubleLanes, x);
                x -= mean[v];
                for (std::size_t g = 0; g < featureGroup; ++g) {
                    sums[g][v] += x * row[g];
                }
            }
        }
        for (std::size_t g = 0; g < featureGroup; ++g) {
            for (std::size_t v = 0; v < numVectors; ++v) {
                store(sums[g][v], out + g * tileNeurons + first + v * doubleLanes);
            }
        }
    }
}

/// into += piece + shift · factor
void mergeProducts(double* into, const double* piece, const double* shifts, double factor, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        into[i] += piece[i] + shifts[i] * factor;
    }
}

} // namespace

FeatureProducts::Columns::Columns(std::size_t numFeatures)
    : mean(numFeatures)
    , products(numFeatures * numFeatures)
    , low(numFeatures, std::numeric_limits<double>::infinity())
    , high(numFeatures, -std::numeric_limits<double>::infinity())
{
}

FeatureProducts::FeatureProducts(std::size_t numNeurons, std::size_t numFeatures)
    : m_numNeurons(numNeurons)
    , m_features((numFeatures + featureGroup - 1) / featureGroup * featureGroup)
    , m_products(m_features.mean.size() * numNeurons)
{
}

FeatureProducts::Chunk FeatureProducts::join(const Columns& piece)
{
    const double total = m_features.count + piece.count;
    const double share = piece.count / std::max(total, 1.0);
    Chunk chunk {.rows = nullptr, .numTokens = 0, .weight = m_features.count * share, .meanShift = {}};
    for (std::size_t f = 0; f < paddedFeatures(); ++f) {
        const double shift = piece.mean[f] - m_features.mean[f];
        chunk.meanShift.push_back(shift);
        m_features.mean[f] += shift * share;
        m_features.low[f] = std::min(m_features.low[f], piece.low[f]);
        m_features.high[f] = std::max(m_features.high[f], piece.high[f]);
    }
    m_features.count = total;
    for (std::size_t f = 0; f < paddedFeatures(); ++f) {
        for (std::size_t g = 0; g < paddedFeatures(); ++g) {
            const std::size_t at = f * paddedFeatures() + g;
            m_features.products[at] +=
                piece.products[at] + chunk.meanShift[f] * chunk.meanShift[g] * chunk.weight;
        }
    }
    return chunk;
}

FeatureProducts::Chunk FeatureProducts::beginChunk(const double* rows, std::size_t numTokens)
{
    Columns piece(paddedFeatures());
    piece.count = static_cast<double>(numTokens);
    for (std::size_t f = 0; f < paddedFeatures(); ++f) {
        for (std::size_t token = 0; token < numTokens; ++token) {
            const double value = rows[token * paddedFeatures() + f];
            piece.mean[f] += value;
            piece.low[f] = std::min(piece.low[f], value);
            piece.high[f] = std::max(piece.high[f], value);
        }
        piece.mean[f] /= piece.count;
    }
    for (std::size_t token = 0; token < numTokens; ++token) {
        const double* row = rows + token * paddedFeatures();
        for (std::size_t f = 0; f < paddedFeatures(); ++f) {
            for (std::size_t g = 0; g < paddedFeatures(); ++g) {
                piece.products[f * paddedFeatures() + g] +=
                    (row[f] - piece.mean[f]) * (row[g] - piece.mean[g]);
            }
        }
    }
    Chunk chunk = join(piece);
    chunk.rows = rows;
    chunk.numTokens = numTokens;
    return chunk;
}

void FeatureProducts::merge(const Chunk& chunk, std::size_t firstNeuron, const ActivationTile& tile,
                            const std::array<double, tileNeurons>& means,
                            const std::array<double, tileNeurons>& meanShifts)
{
    alignas(64) std::array<double, featureGroup * tileNeurons> products {};
    for (std::size_t first = 0; first < paddedFeatures(); first += featureGroup) {
        multiplyTile(tile, means.data(), chunk.rows + first, paddedFeatures(), products.data());
        for (std::size_t g = 0; g < featureGroup; ++g) {
            mergeProducts(m_products.data() + (first + g) * m_numNeurons + firstNeuron,
                          products.data() + g * tileNeurons, meanShifts.data(),
                          chunk.weight * chunk.meanShift[first + g], tile.numNeurons);
        }
    }
}

void FeatureProducts::merge(const FeatureProducts& other, std::span<const double> meanShifts)
{
    const Chunk joined = join(other.m_features);
    for (std::size_t f = 0; f < paddedFeatures(); ++f) {
        mergeProducts(m_products.data() + f * m_numNeurons, other.m_products.data() + f * m_numNeurons,
                      meanShifts.data(), joined.weight * joined.meanShift[f], m_numNeurons);
    }
}

std::size_t FeatureProducts::numNeurons() const noexcept
{
    return m_numNeurons;
}

std::size_t FeatureProducts::paddedFeatures() const noexcept
{
    return m_features.mean.size();
}

double FeatureProducts::count() const noexcept
{
    return m_features.count;
}

double FeatureProducts::featureMean(std::size_t feature) const
{
    return m_features.mean[feature];
}

double FeatureProducts::featureM2(std::size_t feature) const
{
    return featureProduct(feature, feature);
}

double FeatureProducts::featureProduct(std::size_t feature, std::size_t other) const
{
    return m_features.products[feature * paddedFeatures() + other];
}

bool FeatureProducts::isFeatureConstant(std::size_t feature) const
{
    return m_features.low[feature] >= m_features.high[feature];
}

double FeatureProducts::product(std::size_t feature, std::size_t neuron) const
{
    return m_products[feature * m_numNeurons + neuron];
}

} // namespace bathyscope
