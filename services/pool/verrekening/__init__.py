"""Settlement between employers: hours become amounts, amounts a balance, a balance payments."""
