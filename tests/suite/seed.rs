//! What has to be found in `fixtures/news/mexico.txt`.
