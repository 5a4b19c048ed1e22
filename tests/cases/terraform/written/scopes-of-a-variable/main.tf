variable "scopes" { type = list(string) }
resource "aws_api_gateway_rest_api" "a" { name = "a" }
resource "aws_lambda_function" "x" {
  function_name = "x"
  role = "arn:aws:iam::123456789012:role/x"
  handler = "a.b"
  runtime = "nodejs20.x"
}
resource "aws_api_gateway_authorizer" "c" {
  name = "c"
  rest_api_id = aws_api_gateway_rest_api.a.id
  type = "COGNITO_USER_POOLS"
  provider_arns = ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc"]
}
resource "aws_api_gateway_resource" "p" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  parent_id = aws_api_gateway_rest_api.a.root_resource_id
  path_part = "p"
}
resource "aws_api_gateway_method" "g" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  resource_id = aws_api_gateway_resource.p.id
  http_method = "GET"
  authorization = "COGNITO_USER_POOLS"
  authorizer_id = aws_api_gateway_authorizer.c.id
  authorization_scopes = var.scopes
}
resource "aws_api_gateway_integration" "g" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  resource_id = aws_api_gateway_resource.p.id
  http_method = aws_api_gateway_method.g.http_method
  type = "AWS_PROXY"
  integration_http_method = "POST"
  uri = aws_lambda_function.x.invoke_arn
}
