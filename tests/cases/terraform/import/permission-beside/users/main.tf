resource "aws_lambda_function" "u" {
  function_name = "users"
  role          = "arn:aws:iam::123456789012:role/r"
  handler       = "i.h"
  runtime       = "nodejs22.x"
  filename      = "u.zip"
}
output "lambda_arn" { value = aws_lambda_function.u.arn }
output "lambda_name" { value = aws_lambda_function.u.function_name }
