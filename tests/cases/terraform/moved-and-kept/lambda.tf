# the function
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/x"
  handler       = "a.b"
  runtime       = "nodejs20.x"
  filename      = "x.zip"
  environment {
    variables = {
      API = aws_apigatewayv2_api.this.id
    }
  }
}
